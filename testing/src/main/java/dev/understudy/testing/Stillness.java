package dev.understudy.testing;

import dev.understudy.testing.Business.Step;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits until no workflow goes on by itself any more, so that a test sees what has come of what it did, and not
 * how far that had come when it looked. Workflows are looked at one after the other and tell each other things
 * meanwhile, so what counts is to find all of them waiting twice, and nothing that has happened in between.
 * Thread-safe.
 */
final class Stillness {
  /** How long to wait, by the wall clock: far more than tasks need on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long to wait between two looks: Temporal tells nobody that there is nothing left to do. */
  private static final long BREATH_NANOS = 200_000;

  /**
   * As often is a step looked at that waits before it counts as one that the test holds. A fake that computes
   * is waited for, however long that takes. One that waits for another thread has as long as these looks take,
   * each of which goes to the server and back through several threads: on a slow machine that is longer.
   */
  private static final int LOOKS = 100;

  private final Set<Step> held = ConcurrentHashMap.newKeySet();
  private final Executions executions;
  private final Bugs bugs;
  private final Holds holds;
  private final StepThreads threads;
  private final Supplier<Instant> clock;

  Stillness(
      Executions executions, Bugs bugs, Holds holds, StepThreads threads, Supplier<Instant> clock) {
    this.executions = executions;
    this.bugs = bugs;
    this.holds = holds;
    this.threads = threads;
    this.clock = clock;
  }

  /** What all open workflows do, and how many events each has. */
  private record Look(
      Optional<String> business, Map<Step, String> steps, Map<WorkflowExecution, Integer> events) {}

  /** Waits until each workflow waits for time, people, an order, or a step that the test holds. */
  void await() {
    long deadline = deadline();
    Map<Step, Integer> idle = new HashMap<>();
    while (true) {
      Map<Step, String> steps = new LinkedHashMap<>(awaitStill(deadline).steps());
      held.retainAll(steps.keySet());
      steps.keySet().removeAll(held);
      if (steps.isEmpty()) {
        return;
      }
      steps.keySet().forEach(step -> look(step, idle));
      breathe(deadline, "%s is at work".formatted(steps.values().iterator().next()));
    }
  }

  private void look(Step step, Map<Step, Integer> idle) {
    int looks = threads.goesOn(step) ? 0 : idle.getOrDefault(step, 0) + 1;
    idle.put(step, looks);
    if (looks >= LOOKS) {
      held.add(step);
    }
  }

  /**
   * Waits until each workflow waits, and if {@code condition} is not met then, until steps that are at work
   * have led to that. Returns whether it is met.
   */
  boolean await(BooleanSupplier condition) {
    long deadline = deadline();
    while (true) {
      Look still = awaitStill(deadline);
      if (condition.getAsBoolean()) {
        return true;
      }
      if (still.steps().isEmpty()) {
        return false;
      }
      breathe(
          deadline, "%s is at work".formatted(still.steps().values().iterator().next()));
    }
  }

  private Look awaitStill(long deadline) {
    Look last = look(deadline);
    while (true) {
      Look next = look(deadline);
      if (next.business().isEmpty() && next.events().equals(last.events())) {
        return next;
      }
      last = next;
      breathe(deadline, next.business().orElse("there is always something new"));
    }
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  private static void breathe(long deadline, String why) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException(
          "the tasks did not come to rest within %d s: %s".formatted(PATIENCE.toSeconds(), why));
    }
    LockSupport.parkNanos(BREATH_NANOS);
  }

  /** The test server lists its workflows without a lock, and may stumble over one that begins. */
  private Look look(long deadline) {
    while (true) {
      try {
        return look();
      } catch (StatusRuntimeException stumbled) {
        if (stumbled.getStatus().getCode() != Status.Code.UNKNOWN) {
          throw stumbled;
        }
        breathe(deadline, stumbled.toString());
      }
    }
  }

  private Look look() {
    Instant time = clock.get();
    List<Business> all = executions.businesses();
    bugs.requireNone(all);
    Map<WorkflowExecution, Integer> events = new LinkedHashMap<>();
    all.forEach(one -> events.put(one.run(), one.events()));
    Map<Step, String> steps = new LinkedHashMap<>();
    all.forEach(one -> steps.putAll(one.steps()));
    Optional<String> business = all.stream()
        .flatMap(one -> one.ofItsOwn(events.keySet(), holds, time).stream())
        .findFirst();
    return new Look(business, steps, events);
  }
}
