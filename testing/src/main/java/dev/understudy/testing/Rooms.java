package dev.understudy.testing;

import dev.understudy.presence.SessionName;
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
final class Rooms implements AutoCloseable {
  private final Executions executions;
  private final Bugs bugs;
  private final Watch watch;
  private final Supplier<Instant> clock;
  private final Holds holds;
  private final Stillness stillness;
  private volatile boolean isClosed;
  private final Map<String, TestRoom> rooms = new ConcurrentHashMap<>();

  Rooms(Executions executions, Supplier<Instant> clock, Holds holds, StepThreads threads) {
    this.executions = executions;
    this.bugs = new Bugs();
    this.watch = new Watch(executions, bugs);
    this.clock = clock;
    this.holds = holds;
    this.stillness = new Stillness(executions, bugs, holds, threads, clock);
  }

  /**
   * The same for the same name.
   *
   * @throws IllegalArgumentException if no session can be called that
   */
  TestRoom room(String name) {
    var unused = new SessionName(name);
    return rooms.computeIfAbsent(name, this::empty);
  }

  private TestRoom empty(String name) {
    return new TestRoom(new RoomState(name, executions, clock, holds), this);
  }

  /** Waits until every task waits for time, people, an order, or a step that the test holds. */
  void settle() {
    requireReady();
    do {
      stillness.await();
    } while (isAnyForgotten());
    all().forEach(room -> room.nowDo(RoomState::requirePossible));
  }

  /** Fails the test if it does something where nothing can happen. */
  void requireReady() {
    if (isClosed) {
      throw new IllegalStateException("the test is closed: nothing happens in it any more");
    }
    if (all().stream().anyMatch(TestRoom::isInTheMiddle)) {
      throw new IllegalStateException(
          "people come and go at once: nothing else may happen before that is over");
    }
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

  /**
   * Does {@code call}, which waits for what tasks do, and fails the test if a bug holds them.
   *
   * @param attempts how often a step may fail meanwhile
   */
  <R> R watch(int attempts, Supplier<R> call) {
    requireReady();
    return watch.over(attempts, call);
  }

  /** Whether a bug holds that task; if so, the test is about that, and goes on. */
  boolean isHeld(String task) {
    boolean isNews = bugs.expect(task);
    settle();
    boolean isHeld = executions.isHeld(task);
    if (isNews && !isHeld) {
      bugs.expectNoMore(task);
    }
    return isHeld;
  }

  /** Whether the test fails because of a bug. */
  boolean hasFailed() {
    return bugs.isAnyTold();
  }

  /** Of all agents, in whichever room. */
  List<Stay> stays() {
    return all().stream().flatMap(room -> room.now(RoomState::stays).stream()).toList();
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public void close() {
    isClosed = true;
    watch.close();
  }
}
