package dev.understudy.samples.stage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an agent's presence data say, as far as this demo looks at it.
 *
 * @param generation the tenure's first number, 0 if it has none
 * @param attempt the tenure's second number
 * @param worker who holds the agent; empty when it leaves
 * @param status what the agent does; empty when it leaves
 * @param section which section it writes; 0 if it does not say
 * @param reason why it leaves; empty while it is there
 */
public record AgentData(
    long generation, long attempt, String worker, String status, int section, String reason) {

  public static AgentData of(JsonNode data) {
    return new AgentData(
        data.path("tenure").path(0).asLong(),
        data.path("tenure").path(1).asLong(),
        data.path("worker").asText(),
        data.path("status").asText(),
        data.path("detail").path("section").asInt(),
        data.path("reason").asText());
  }

  /** Whether this tenure came after {@code other}. */
  boolean rulesOver(AgentData other) {
    return generation == other.generation ? attempt > other.attempt : generation > other.generation;
  }
}
