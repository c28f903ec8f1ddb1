package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.lease.Suspicion;
import dev.understudy.payload.OwnForm;
import java.util.Locale;

/** Why an agent, or a step, has come from one worker to another. */
@OwnForm
public enum HandoffCause {
  /** The worker was gone: its beacon left the workers' channel, which another worker saw. */
  @JsonProperty("beacon")
  BEACON,
  /** The worker was gone: one that had just started, or could see again, missed its beacon. */
  @JsonProperty("missing")
  MISSING,
  /** The worker was gone, frozen or cut off: its lease missed its heartbeats. */
  @JsonProperty("lease")
  LEASE,
  /** The backstop: Temporal missed the heartbeats of the agent, or of the step, itself. */
  @JsonProperty("heartbeat")
  HEARTBEAT,
  /** The worker was told to stop, and gave it to the next one. */
  @JsonProperty("relay")
  RELAY,
  /** The worker had lost Ably, and handed it back. */
  @JsonProperty("cut-off")
  CUT_OFF,
  /** A worker that had no room for it gave it to the next one. */
  @JsonProperty("full")
  FULL,
  /** An operator has reset the attempt. */
  @JsonProperty("reset")
  RESET,
  /** The attempt has failed, by itself or because Ably refused something. */
  @JsonProperty("failed")
  FAILED,
  /** The task has begun the attendance anew, with a higher generation, while the last one was still seen. */
  @JsonProperty("superseded")
  SUPERSEDED,
  /** Nobody could be asked, or nobody knew. */
  @JsonProperty("unknown")
  UNKNOWN;

  /** What a suspicion is that has proved right. */
  public static HandoffCause of(Suspicion why) {
    return switch (why) {
      case BEACON -> BEACON;
      case MISSING -> MISSING;
      case LEASE -> LEASE;
    };
  }

  /** As it stands in JSON and in what people read. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
