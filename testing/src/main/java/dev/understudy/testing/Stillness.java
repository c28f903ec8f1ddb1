package dev.understudy.testing;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits until no workflow goes on by itself any more, so that a test sees what has come of what it did, and not
 * how far that had come when it looked. Workflows are looked at one after the other and tell each other things
 * meanwhile, so what counts is to find all of them waiting twice, and nothing that has happened in between.
 * Thread-safe.
 */
final class Stillness {
  /** By the wall clock: far more than tasks need on a busy machine. Who waits in vain has to be told. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Between two looks: Temporal tells nobody that there is nothing left to do. */
  private static final long BREATH_NANOS = 200_000;

  private final Executions executions;
  private final Holds holds;
  private final Supplier<Instant> clock;

  Stillness(Executions executions, Holds holds, Supplier<Instant> clock) {
    this.executions = executions;
    this.holds = holds;
    this.clock = clock;
  }

  /** What all open workflows do, and how many events each has. */
  private record Look(
      Optional<String> business, Optional<String> step, Map<WorkflowExecution, Integer> events) {}

  /** Until each workflow waits for time, people, an order, or a step that is at work. */
  void await() {
    var unused = awaitStill(deadline());
  }

  /**
   * The same, and if {@code condition} is not met then, until steps that are at work have led to that. Returns
   * whether it is met.
   */
  boolean await(BooleanSupplier condition) {
    long deadline = deadline();
    while (true) {
      Look still = awaitStill(deadline);
      if (condition.getAsBoolean()) {
        return true;
      }
      if (still.step().isEmpty()) {
        return false;
      }
      breathe(deadline, "%s is at work".formatted(still.step().get()));
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
    List<WorkflowExecution> open = executions.open();
    Map<WorkflowExecution, Integer> events = new LinkedHashMap<>();
    List<Business> all = open.stream().map(executions::business).toList();
    for (int i = 0; i < all.size(); i++) {
      events.put(open.get(i), all.get(i).events());
    }
    return new Look(
        first(all, one -> one.ofItsOwn(events.keySet(), holds, time)),
        first(all, Business::step),
        events);
  }

  private static Optional<String> first(
      List<Business> all, Function<Business, Optional<String>> words) {
    return all.stream().map(words).flatMap(Optional::stream).findFirst();
  }
}
