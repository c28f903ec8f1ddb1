package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.payload.OwnForm;

/** Why an agent left, as its last presence data says. */
@OwnForm
public enum LeaveReason {
  /** The task reached its end. */
  @JsonProperty("completed")
  COMPLETED,
  /** The task ended with an error. */
  @JsonProperty("failed")
  FAILED,
  /** Somebody cancelled the task. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Nobody expected was there for too long. */
  @JsonProperty("abandoned")
  ABANDONED,
  /** A higher tenure of the same agent is present. */
  @JsonProperty("superseded")
  SUPERSEDED,
  /** The task was ended from outside, without a chance to clean up. */
  @JsonProperty("terminated")
  TERMINATED
}
