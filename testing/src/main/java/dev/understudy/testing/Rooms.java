package dev.understudy.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * All rooms of a test, and how a test waits for what follows from what happens in them: a task may end without
 * a word, and then its agents have to leave as well. Thread-safe.
 */
final class Rooms {
  private final Executions executions;
  private final Supplier<Instant> clock;
  private final Holds holds;
  private final Stillness stillness;
  private final Map<String, TestRoom> rooms = new ConcurrentHashMap<>();

  Rooms(Executions executions, Supplier<Instant> clock, Holds holds) {
    this.executions = executions;
    this.clock = clock;
    this.holds = holds;
    this.stillness = new Stillness(executions, holds, clock);
  }

  /** The same for the same name. */
  TestRoom room(String name) {
    return rooms.computeIfAbsent(name, this::empty);
  }

  private TestRoom empty(String name) {
    return new TestRoom(new RoomState(name, executions, clock, holds), this::settle);
  }

  /** Waits until every task waits for time, people, an order, or a step that the test holds. */
  void settle() {
    do {
      stillness.await();
    } while (isAnyForgotten());
  }

  private boolean isAnyForgotten() {
    return all().stream().filter(room -> room.now(RoomState::endForgotten)).count() > 0;
  }

  private List<TestRoom> all() {
    return List.copyOf(rooms.values());
  }

  /** Settles, and waits for steps that may lead to {@code condition}. Returns whether it is met. */
  boolean await(BooleanSupplier condition) {
    settle();
    return stillness.await(condition);
  }

  /** Of all agents, in whichever room. */
  List<Stay> stays() {
    return all().stream().flatMap(room -> room.now(RoomState::stays).stream()).toList();
  }
}
