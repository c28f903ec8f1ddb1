package dev.understudy.worker;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.attendance.ably.HandoffListener;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import java.util.List;
import java.util.Objects;

/**
 * What one worker is told. Where Temporal is stands in Temporal's own environment configuration.
 *
 * @param taskQueue the one that it polls
 * @param holder its name and how many agents it takes
 * @param listener hears of each handoff that brings it an agent
 * @param drains whether it waits for others to take its agents when it stops
 */
public record WorkerSettings(
    String taskQueue,
    Holder holder,
    AblySettings ably,
    HandoffPolicy handoff,
    HandoffListener listener,
    boolean drains) {
  /** Those of a worker that waits for others to take its agents when it stops. */
  public WorkerSettings(
      String taskQueue,
      Holder holder,
      AblySettings ably,
      HandoffPolicy handoff,
      HandoffListener listener) {
    this(taskQueue, holder, ably, handoff, listener, true);
  }

  /** Those of a worker of whose handoffs nobody hears. */
  public WorkerSettings(String taskQueue, Holder holder, AblySettings ably, HandoffPolicy handoff) {
    this(taskQueue, holder, ably, handoff, HandoffListener.NONE);
  }

  public WorkerSettings {
    Objects.requireNonNull(taskQueue, "the task queue must not be null: name the one to poll");
    Objects.requireNonNull(
        holder, "a worker's holder must not be null: say its name and maxAgents");
    Objects.requireNonNull(
        ably, "the settings of Ably must not be null: try AblySettings.cloud(key)");
    Objects.requireNonNull(handoff, "a handoff must not be null: try HandoffPolicy.DEFAULT");
    Objects.requireNonNull(
        listener, "a listener to handoffs must not be null: try HandoffListener.NONE");
    if (taskQueue.isBlank()) {
      throw new IllegalArgumentException(
          "the task queue needs a name, but it was \"%s\"".formatted(taskQueue));
    }
    AblyQueue.require(taskQueue);
  }

  /** A plugin for a worker with these and {@code tasks}. */
  UnderstudyPlugin plugin(List<TaskTypes> tasks) {
    UnderstudyPlugin.Builder plugin = UnderstudyPlugin.newBuilder(ably)
        .named(holder.worker())
        .maxAgents(holder.maxAgents())
        .handoff(handoff)
        .heardBy(listener)
        .batches(tasks.stream()
            .<BatchType<?>>flatMap(types -> types.batches().stream())
            .toList());
    return (drains ? plugin : plugin.withoutDrain()).build();
  }

  /** These, of a worker that stops within two seconds, as {@link UnderstudyPlugin.Builder#withoutDrain} says. */
  public WorkerSettings withoutDrain() {
    return new WorkerSettings(taskQueue, holder, ably, handoff, listener, false);
  }

  /** These, of a worker of whose handoffs {@code next} hears. */
  public WorkerSettings heardBy(HandoffListener next) {
    return new WorkerSettings(taskQueue, holder, ably, handoff, next, drains);
  }
}
