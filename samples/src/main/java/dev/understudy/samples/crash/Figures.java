package dev.understudy.samples.crash;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What one kill cost, in milliseconds.
 *
 * @param killed the worker
 * @param offlineMillis how long the agent was then not seen at all
 * @param takeoverMillis from the kill to the agent's entering by another connection
 * @param workResumeMillis from the kill to the next step's start on another worker
 * @param ghostMillis from the kill to the leave of the member that was left behind
 * @param marginMillis from the entering to that leave; negative if it came before
 */
@JsonPropertyOrder({
  "killed",
  "offlineMillis",
  "takeoverMillis",
  "workResumeMillis",
  "ghostMillis",
  "marginMillis"
})
record Figures(
    String killed,
    long offlineMillis,
    long takeoverMillis,
    long workResumeMillis,
    long ghostMillis,
    long marginMillis) {}
