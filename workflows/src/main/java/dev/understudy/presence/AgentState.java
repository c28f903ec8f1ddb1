package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an agent's task does at the moment. */
public enum AgentState {
  @JsonProperty("active")
  ACTIVE,
  /** The task waits, durably, at a checkpoint. */
  @JsonProperty("paused")
  PAUSED,
  /** Its worker is stopping and another one is about to take over. */
  @JsonProperty("handing-off")
  HANDING_OFF
}
