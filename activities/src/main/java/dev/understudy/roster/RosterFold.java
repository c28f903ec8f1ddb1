package dev.understudy.roster;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Member;
import dev.understudy.presence.Tenure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members folded to participants, and what changed. Knows neither Ably nor threads: confined to one.
 *
 * <p>The idea: whatever happens to the members, the participants are worked out anew and compared with
 * those told last. So what is no news to people is no change: a device of several, a ghost. Of a task's
 * agent the highest tenure that was ever seen rules; a lower one that outlasts it is the ghost of a
 * worker that died earlier, and does not bring the agent back. Nor does any that outlasts the end of its
 * agent, which is said apart from its members: the worker that held it may have died just before.
 */
public final class RosterFold {
  /** A member and what it shows. */
  public record Seen(Member member, String data) {}

  /** What people are to be told. */
  record Change(Kind kind, Participant who) {
    enum Kind {
      ENTERED,
      UPDATED,
      LEFT
    }

    void tell(RosterListener listener) {
      switch (kind) {
        case ENTERED -> listener.entered(who);
        case UPDATED -> listener.updated(who);
        case LEFT -> listener.left(who);
      }
    }
  }

  /** Who a participant is, whatever it shows: a user if {@code task} is empty. */
  private record Identity(String clientId, String task) {}

  /**
   * The end of a task's agent.
   *
   * @param generation up to which its tenures are over; an agent that comes again has a higher one
   */
  public record End(String clientId, String task, long generation, LeaveReason reason) {
    private Identity identity() {
      return new Identity(clientId, task);
    }

    private boolean isOf(Participant.Agent agent) {
      return agent.presence().tenure().generation() <= generation;
    }

    private Participant.Agent leaving(Participant.Agent last) {
      return new Participant.Agent(
          clientId,
          last.connectionId(),
          AgentPresence.leaving(task, last.presence().tenure(), reason));
    }
  }

  private final Map<Member.Key, Seen> members = new LinkedHashMap<>();
  private final Map<Identity, Tenure> highest = new HashMap<>();

  /** Up to which generation the agents of members that are still here are over. */
  private final Map<Identity, Long> over = new HashMap<>();

  private Map<Identity, Participant> told = Map.of();

  /** Those that were told last, in the order in which they came. */
  List<Participant> participants() {
    return List.copyOf(told.values());
  }

  /** A member has entered, or has changed what it shows. */
  List<Change> here(Seen seen) {
    put(seen);
    return news(told);
  }

  /** A member has left, with its last words. */
  List<Change> gone(Seen last) {
    Member.Key key = last.member().key();
    if (!members.containsKey(key)) {
      return List.of();
    }
    put(last);
    Map<Identity, Participant> asTheyLeft = folded();
    members.remove(key);
    return news(asTheyLeft);
  }

  /** An agent is no more, though members of it may still be here. One without members is none. */
  List<Change> ended(End end) {
    return news(asEnded(List.of(end)));
  }

  /** These members are here, and no others; and these agents are no more, as was said meanwhile. */
  List<Change> synced(Collection<Seen> all, Collection<End> ends) {
    members.keySet().retainAll(all.stream().map(seen -> seen.member().key()).toList());
    all.forEach(this::put);
    return news(asEnded(ends));
  }

  /** Notes that they are over, and gives those that were told as they leave by that. */
  private Map<Identity, Participant> asEnded(Collection<End> ends) {
    Map<Identity, Participant> leaving = new HashMap<>();
    for (End end : ends) {
      over.merge(end.identity(), end.generation(), Math::max);
      if (told.get(end.identity()) instanceof Participant.Agent last && end.isOf(last)) {
        leaving.put(end.identity(), end.leaving(last));
      }
    }
    return leaving;
  }

  private void put(Seen seen) {
    members.put(seen.member().key(), seen);
    seen.member()
        .agent()
        .ifPresent(agent -> highest.merge(identity(seen), agent.tenure(), RosterFold::higher));
  }

  private static Tenure higher(Tenure one, Tenure other) {
    return one.isSupersededBy(other) ? other : one;
  }

  private static Identity identity(Seen seen) {
    String task = seen.member().agent().map(AgentPresence::task).orElse("");
    return new Identity(seen.member().clientId(), task);
  }

  /** Compares with what was told; who is gone is told as in {@code asTheyLeft}. */
  private List<Change> news(Map<Identity, Participant> asTheyLeft) {
    Map<Identity, Participant> now = folded();
    List<Change> changes = new ArrayList<>();
    told.forEach((who, last) -> {
      if (!now.containsKey(who)) {
        changes.add(new Change(Change.Kind.LEFT, asTheyLeft.getOrDefault(who, last)));
      }
    });
    now.forEach((who, participant) -> {
      if (!told.containsKey(who)) {
        changes.add(new Change(Change.Kind.ENTERED, participant));
      } else if (!participant.equals(told.get(who))) {
        changes.add(new Change(Change.Kind.UPDATED, participant));
      }
    });
    told = now;
    List<Identity> here = members.values().stream().map(RosterFold::identity).toList();
    highest.keySet().retainAll(here);
    over.keySet().retainAll(here);
    return changes;
  }

  private Map<Identity, Participant> folded() {
    Map<Identity, Participant> all = new LinkedHashMap<>();
    members.values().stream()
        .filter(this::isNoGhost)
        .forEach(seen -> all.merge(identity(seen), participant(seen), RosterFold::together));
    return all;
  }

  private boolean isNoGhost(Seen seen) {
    return seen.member()
        .agent()
        .map(AgentPresence::tenure)
        .filter(tenure -> !tenure.equals(highest.get(identity(seen))) || isOver(seen, tenure))
        .isEmpty();
  }

  private boolean isOver(Seen seen, Tenure tenure) {
    Long generation = over.get(identity(seen));
    return generation != null && tenure.generation() <= generation;
  }

  private static Participant participant(Seen seen) {
    String clientId = seen.member().clientId();
    String connection = seen.member().connectionId();
    return seen.member()
        .agent()
        .<Participant>map(agent -> new Participant.Agent(clientId, connection, agent))
        .orElseGet(() -> new Participant.User(
            clientId, List.of(new Participant.Device(connection, seen.data()))));
  }

  /** Of one tenure on two connections the later counts: its worker has connected anew. */
  private static Participant together(Participant one, Participant other) {
    if (one instanceof Participant.User user && other instanceof Participant.User more) {
      List<Participant.Device> devices = new ArrayList<>(user.devices());
      devices.addAll(more.devices());
      return new Participant.User(user.clientId(), devices);
    }
    return other;
  }
}
