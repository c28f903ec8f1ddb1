package dev.understudy.roster;

import dev.understudy.refusal.RefusalCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Who is in a session at one moment. Immutable. */
public final class RosterSnapshot {
  private final List<Participant> all;
  private final Optional<String> unknownBecause;
  private final Optional<RefusalCode> refusal;

  RosterSnapshot(List<Participant> all, Optional<String> unknownBecause) {
    this(all, unknownBecause, Optional.empty());
  }

  RosterSnapshot(
      List<Participant> all, Optional<String> unknownBecause, Optional<RefusalCode> refusal) {
    this.all = List.copyOf(all);
    this.unknownBecause = unknownBecause;
    this.refusal = refusal;
  }

  /** Users and agents, in the order in which they came; while that is unknown, as it was last known. */
  public List<Participant> all() {
    return all;
  }

  /** Why nobody can tell at the moment; empty while it is known. */
  public Optional<String> unknownBecause() {
    return unknownBecause;
  }

  /**
   * What Ably refuses this client, for a program, if that is why nobody can tell: {@link
   * RefusalCode#ABLY_CAPABILITY_MISSING} for one that may not see who else is there.
   */
  public Optional<RefusalCode> refusal() {
    return refusal;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof RosterSnapshot snapshot
        && all.equals(snapshot.all)
        && unknownBecause.equals(snapshot.unknownBecause)
        && refusal.equals(snapshot.refusal);
  }

  @Override
  public int hashCode() {
    return Objects.hash(all, unknownBecause, refusal);
  }

  @Override
  public String toString() {
    return all + unknownBecause.map(why -> " as last known: " + why).orElse("");
  }
}
