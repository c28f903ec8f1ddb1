package dev.understudy.samples.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What the replacement of one worker cost, in milliseconds.
 *
 * @param stopped the worker
 * @param relayMillis for each agent that it held, from SIGTERM to the agent's entering elsewhere
 * @param endMillis from SIGTERM to the end of the process
 */
@JsonPropertyOrder({"stopped", "agents", "relayMillis", "endMillis"})
record Restart(String stopped, List<Long> relayMillis, long endMillis) {
  Restart {
    relayMillis = List.copyOf(relayMillis);
  }

  /** How many agents it held. */
  @JsonProperty
  int agents() {
    return relayMillis.size();
  }
}
