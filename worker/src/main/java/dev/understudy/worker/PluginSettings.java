package dev.understudy.worker;

import static dev.understudy.refusal.RefusedArgumentException.requireBetween;

import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.attendance.ably.HandoffListener;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plugin is told.
 *
 * @param name of its workers; empty if they are called by their client's identity
 * @param maxAgents how many it holds at the most, of each task queue
 */
record PluginSettings(
    AblySettings ably,
    Optional<String> name,
    int maxAgents,
    HandoffPolicy handoff,
    HandoffListener listener,
    List<BatchType<?>> batches,
    Leaving leaving) {
  /** How many agents a worker holds unless it is told another number. */
  static final int MAX_AGENTS = 1000;

  /** A killed worker's workflows wait this long in its sticky queue; the SDK's default is 5 s. */
  static final Duration STICKY_TIMEOUT = Duration.ofSeconds(1);

  /**
   * How long a worker that stops waits.
   *
   * @param relay for other workers to take its agents; {@code remainPresentFor} covers what comes later
   * @param steps for its steps to end once they are interrupted
   * @param threads for what runs nevertheless
   */
  record Leaving(Duration relay, Duration steps, Duration threads) {
    static final Leaving DRAINED =
        new Leaving(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5));

    static final Leaving AT_ONCE =
        new Leaving(Duration.ZERO, Duration.ofMillis(800), Duration.ofMillis(400));

    /** Whoever has to stop a process waits no longer, and an agent's successor is there far sooner. */
    private static final Duration LONGEST_RELAY = Duration.ofMinutes(10);

    /** One that waits {@code relay} for others to take its agents; at once if that is zero. */
    static Leaving after(Duration relay) {
      requireBetween("drainTime", Duration.ZERO, LONGEST_RELAY, relay, Duration::toString);
      return relay.isZero() ? AT_ONCE : new Leaving(relay, DRAINED.steps, DRAINED.threads);
    }

    boolean isDrained() {
      return !relay.isZero();
    }
  }

  PluginSettings {
    Objects.requireNonNull(handoff, "a handoff must not be null: try HandoffPolicy.DEFAULT");
    Objects.requireNonNull(
        listener, "a listener to handoffs must not be null: try HandoffListener.NONE");
    batches = List.copyOf(batches);
    Holder unused = new Holder(name.orElse("checked"), maxAgents);
  }

  PluginSettings(AblySettings ably) {
    this(
        ably,
        Optional.empty(),
        MAX_AGENTS,
        HandoffPolicy.DEFAULT,
        HandoffListener.NONE,
        List.of(),
        Leaving.DRAINED);
  }

  PluginSettings named(String worker) {
    Objects.requireNonNull(worker, "a worker's name must not be null");
    return new PluginSettings(
        ably, Optional.of(worker), maxAgents, handoff, listener, batches, leaving);
  }

  PluginSettings withMaxAgents(int most) {
    return new PluginSettings(ably, name, most, handoff, listener, batches, leaving);
  }

  PluginSettings withHandoff(HandoffPolicy policy) {
    return new PluginSettings(ably, name, maxAgents, policy, listener, batches, leaving);
  }

  PluginSettings heardBy(HandoffListener next) {
    return new PluginSettings(ably, name, maxAgents, handoff, next, batches, leaving);
  }

  PluginSettings withBatches(List<? extends BatchType<?>> more) {
    Objects.requireNonNull(more, "batches must not be null: pass a list, an empty one if need be");
    List<BatchType<?>> all =
        Stream.<BatchType<?>>concat(batches.stream(), more.stream()).toList();
    return new PluginSettings(ably, name, maxAgents, handoff, listener, all, leaving);
  }

  PluginSettings withDrainTime(Duration relay) {
    Objects.requireNonNull(relay, "a drain time must not be null: zero stands for none");
    return new PluginSettings(
        ably, name, maxAgents, handoff, listener, batches, Leaving.after(relay));
  }

  PluginSettings withoutDrain() {
    return new PluginSettings(ably, name, maxAgents, handoff, listener, batches, Leaving.AT_ONCE);
  }

  /** Fills in what the options of a worker leave open, and what would keep it from taking over in time. */
  void fillIn(WorkerOptions.Builder worker) {
    WorkerOptions given = worker.build();
    if (given.getIdentity() == null) {
      name.ifPresent(worker::setIdentity);
    }
    if (given.getStickyQueueScheduleToStartTimeout() == null) {
      worker.setStickyQueueScheduleToStartTimeout(STICKY_TIMEOUT);
    }
    // Eager steps would all stay with the worker that runs the task, however many there are.
    worker.setDisableEagerExecution(true);
    Duration throttle = given.getMaxHeartbeatThrottleInterval();
    if (throttle == null || throttle.isZero() || throttle.compareTo(handoff.notePeriod()) > 0) {
      worker.setMaxHeartbeatThrottleInterval(handoff.notePeriod());
    }
  }
}
