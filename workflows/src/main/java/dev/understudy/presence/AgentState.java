package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an agent's task does at the moment. */
public enum AgentState {
  @JsonProperty("active")
  ACTIVE,
  /** The task waits, durably, at a checkpoint. */
  @JsonProperty("paused")
  PAUSED,
  /** Temporal counts on this tenure no more: another one is about to take over, or it is leaving. */
  @JsonProperty("handing-off")
  HANDING_OFF
}
