package dev.understudy.worker;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.Attendances.Holder;

/**
 * What one worker is told. Where Temporal is stands in Temporal's own environment configuration.
 *
 * @param taskQueue the one that it polls
 * @param holder its name and how many agents it takes
 */
public record WorkerSettings(
    String taskQueue, Holder holder, AblySettings ably, HandoffPolicy handoff) {
  public WorkerSettings {
    if (taskQueue.isBlank()) {
      throw new IllegalArgumentException("the task queue needs a name");
    }
  }
}
