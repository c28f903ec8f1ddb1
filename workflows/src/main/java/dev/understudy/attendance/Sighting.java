package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;

/**
 * Who is online in a session, as the tenure that keeps a task's agent there tells the task. It tells
 * what it sees for certain only: while it does not know, it says nothing.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sighting(SessionName session, AgentName agent, Rank seen, People people) {
  /** The name of the signal that brings it. */
  public static final String SIGNAL = "understudy.sighted";

  /**
   * When: orders the sightings of one attendance.
   *
   * @param tenure whose sight
   * @param sequence counts them, from 1
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Rank(Tenure tenure, long sequence) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      int byTenure = tenure.compareTo(other.tenure);
      return byTenure == 0 ? Long.compare(sequence, other.sequence) : byTenure;
    }
  }
}
