package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.payload.OwnForm;

/** What an agent's task does at the moment. */
@OwnForm
public enum AgentState {
  @JsonProperty("active")
  ACTIVE,
  /** The task waits, durably, at a checkpoint. */
  @JsonProperty("paused")
  PAUSED,
  /** The task waits, durably, for a person's answer; the detail has the question. */
  @JsonProperty("asking")
  ASKING,
  /** A worker that stops has given the agent back; it stays until the next tenure is seen. */
  @JsonProperty("handing-off")
  HANDING_OFF
}
