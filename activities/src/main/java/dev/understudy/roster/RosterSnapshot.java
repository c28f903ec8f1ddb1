package dev.understudy.roster;

import java.util.List;
import java.util.Optional;

/**
 * Who is in a session at one moment. Immutable.
 *
 * @param all users and agents, in the order in which they came; while that is unknown, as it was last
 *     known
 * @param unknownBecause why nobody can tell at the moment; empty while it is known
 */
public record RosterSnapshot(List<Participant> all, Optional<String> unknownBecause) {
  public RosterSnapshot {
    all = List.copyOf(all);
  }

  /** Whether {@link #all} is what Ably has, as far as anybody can know. */
  public boolean isKnown() {
    return unknownBecause.isEmpty();
  }

  /** Whoever is there under that name; empty if nobody is. */
  public List<Participant> of(String clientId) {
    return all.stream().filter(who -> who.clientId().equals(clientId)).toList();
  }

  /** Whoever is there over that connection: a user, or all agents of a worker. */
  public List<Participant> on(String connectionId) {
    return all.stream().filter(who -> who.isOn(connectionId)).toList();
  }

  /** The users. */
  public List<Participant.User> users() {
    return only(Participant.User.class);
  }

  /** The agents. */
  public List<Participant.Agent> agents() {
    return only(Participant.Agent.class);
  }

  private <P extends Participant> List<P> only(Class<P> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
