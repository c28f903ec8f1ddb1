package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.SightingRank;
import java.util.Optional;

/**
 * Who is online in a session, as the tenure that keeps a task's agent there tells the task. It tells
 * what it sees for certain only: while it does not know, it says nothing.
 *
 * @param seen when, among the sightings of that attendance
 * @param by who tells it; empty if that does not say who it is
 */
@Internal
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record Sighting(
    SessionName session, AgentName agent, SightingRank seen, People people, Optional<Teller> by) {
  /** The name of the signal that brings it. */
  public static final String SIGNAL = "understudy.sighted";

  /** One by somebody who does not say who it is. */
  public Sighting(SessionName session, AgentName agent, SightingRank seen, People people) {
    this(session, agent, seen, people, Optional.empty());
  }
}
