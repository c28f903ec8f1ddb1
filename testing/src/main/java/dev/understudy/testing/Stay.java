package dev.understudy.testing;

import dev.understudy.presence.LeaveReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** One time for which an agent was present in a room, by the skipped clock. Immutable. */
public final class Stay {
  /** Those that have not ended come last. */
  static final Comparator<Stay> BY_END =
      Comparator.comparing(stay -> stay.leftAt.orElse(Instant.MAX));

  private final String task;
  private final Instant enteredAt;
  private final Optional<Instant> leftAt;
  private final Optional<LeaveReason> reason;

  private Stay(
      String task, Instant enteredAt, Optional<Instant> leftAt, Optional<LeaveReason> reason) {
    this.task = task;
    this.enteredAt = enteredAt;
    this.leftAt = leftAt;
    this.reason = reason;
  }

  static Stay begun(String task, Instant now) {
    return new Stay(task, now, Optional.empty(), Optional.empty());
  }

  Stay ended(Instant now, LeaveReason why) {
    return new Stay(task, enteredAt, Optional.of(now), Optional.of(why));
  }

  /** Workflow id of the task on whose behalf. */
  public String task() {
    return task;
  }

  public Instant enteredAt() {
    return enteredAt;
  }

  /** Empty while the agent is there. */
  public Optional<Instant> leftAt() {
    return leftAt;
  }

  /** Empty while the agent is there. */
  public Optional<LeaveReason> leftAs() {
    return reason;
  }

  @Override
  public String toString() {
    return "%s from %s%s"
        .formatted(
            task,
            enteredAt,
            leftAt.map(time -> " until " + time + " as " + reason.orElseThrow()).orElse(""));
  }
}
