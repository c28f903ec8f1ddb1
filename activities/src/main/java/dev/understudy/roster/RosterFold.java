package dev.understudy.roster;

import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Member;
import dev.understudy.presence.Roster;
import dev.understudy.presence.ably.MemberWithData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members folded to participants, and what changed. Knows neither Ably nor threads: confined to one.
 *
 * <p>The idea: whatever happens to the members, the participants are worked out anew from the {@link
 * Roster} and compared with those told last. So what is no news to people is no change: a device of
 * several, a ghost.
 */
final class RosterFold {
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

  private Roster roster = Roster.EMPTY;

  /** What the members show. */
  private final Map<Member.Key, String> data = new HashMap<>();

  private Map<Member.Identity, Participant> told = Map.of();

  /** Those that were told last, in the order in which they came. */
  List<Participant> participants() {
    return List.copyOf(told.values());
  }

  /** A member has entered, or has changed what it shows. */
  List<Change> here(MemberWithData member) {
    note(member);
    return news(roster.with(member.member()), told);
  }

  private void note(MemberWithData member) {
    data.put(member.member().key(), member.data());
  }

  /** A member has left, with its last words. */
  List<Change> gone(MemberWithData last) {
    Member.Key key = last.member().key();
    if (roster.member(key).isEmpty()) {
      return List.of();
    }
    note(last);
    Roster withLastWords = roster.with(last.member());
    Map<Member.Identity, Participant> asTheyLeft = folded(withLastWords);
    data.remove(key);
    return news(withLastWords.without(key), asTheyLeft);
  }

  /** An agent is no more, though members of it may still be here. One without members is none. */
  List<Change> ended(AgentEnd end) {
    return news(roster.ended(end), asEnded(List.of(end)));
  }

  /** These members are here, and no others; and these agents are no more, as was said meanwhile. */
  List<Change> synced(Collection<MemberWithData> all, Collection<AgentEnd> ends) {
    data.clear();
    all.forEach(this::note);
    List<Member> members = all.stream().map(MemberWithData::member).toList();
    return news(roster.synced(members, ends), asEnded(ends));
  }

  /** Those that were told, as they leave by such an end. */
  private Map<Member.Identity, Participant> asEnded(Collection<AgentEnd> ends) {
    Map<Member.Identity, Participant> leaving = new HashMap<>();
    for (AgentEnd end : ends) {
      if (told.get(end.of()) instanceof Participant.Agent last
          && end.covers(last.presence().tenure())) {
        leaving.put(end.of(), leaving(last, end));
      }
    }
    return leaving;
  }

  private static Participant.Agent leaving(Participant.Agent last, AgentEnd end) {
    return new Participant.Agent(
        last.clientId(),
        last.connectionId(),
        AgentPresence.leaving(end.task(), last.presence().tenure(), end.reason()));
  }

  /** Compares with what was told; who is gone is told as in {@code asTheyLeft}. */
  private List<Change> news(Roster next, Map<Member.Identity, Participant> asTheyLeft) {
    Map<Member.Identity, Participant> now = folded(next);
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
    roster = next;
    told = now;
    return changes;
  }

  private Map<Member.Identity, Participant> folded(Roster members) {
    Map<Member.Identity, Participant> all = new LinkedHashMap<>();
    members
        .standing()
        .forEach(member -> all.merge(member.identity(), participant(member), RosterFold::together));
    return all;
  }

  private Participant participant(Member member) {
    String clientId = member.clientId();
    String connection = member.connectionId();
    return member
        .agent()
        .<Participant>map(agent -> new Participant.Agent(clientId, connection, agent))
        .orElseGet(() -> new Participant.User(
            clientId,
            List.of(new Participant.Device(connection, data.getOrDefault(member.key(), "")))));
  }

  /** A user has both devices; of one tenure on two connections the later counts: its worker has connected anew. */
  private static Participant together(Participant one, Participant other) {
    if (one instanceof Participant.User user && other instanceof Participant.User more) {
      List<Participant.Device> devices = new ArrayList<>(user.devices());
      devices.addAll(more.devices());
      return new Participant.User(user.clientId(), devices);
    }
    return other;
  }
}
