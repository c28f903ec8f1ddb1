package dev.understudy.ablylocal.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.MessageId;
import dev.understudy.ablylocal.wire.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one channel, and what each request makes of them.
 *
 * <p>What is announced follows what the set held, not what was asked: an ENTER of a member is an
 * update, an UPDATE of nobody is an enter, a LEAVE of nobody is nothing; a LEAVE without data
 * carries the last data (RTP8e and the SDKs' own tests).
 *
 * <p>A leave that the server itself makes (a connection was lost, closed or detached) has an id
 * that does not start with the connectionId, so that clients order it by time (RTP2b1). ably-java
 * 1.5.0 takes the newcomer of two equal times for the older, so such a leave is always later than
 * what it ends, and what follows it is later again.
 *
 * <p>Confined to the event loop. Knows no clock: the caller passes the time.
 */
public final class PresenceSet {
  private final Map<Member.Key, Member> members = new LinkedHashMap<>();
  private Instant lastMadeLeave = Instant.EPOCH;

  /** What is to be told of a member. */
  public record Announcement(PresenceAction action, Member member) {}

  public List<Member> members() {
    return List.copyOf(members.values());
  }

  public int size() {
    return members.size();
  }

  public boolean contains(Member.Key key) {
    return members.containsKey(key);
  }

  /** An ENTER or UPDATE. */
  public Announcement put(Member member) {
    Member stamped = member.withAt(later(member.at(), lastMadeLeave));
    Member before = members.put(member.key(), stamped);
    return new Announcement(before == null ? PresenceAction.ENTER : PresenceAction.UPDATE, stamped);
  }

  /**
   * An ENTER that the client's library repeats by itself after an attach, under the id of the message that it repeats
   * (RTP17g). Says nothing to anybody if that, or something newer, is what is here.
   */
  Optional<Announcement> reenter(Member member, MessageId repeated) {
    Optional<MessageId> known =
        Optional.ofNullable(members.get(member.key())).flatMap(here -> MessageId.parse(here.id()));
    return known.filter(id -> id.isAtLeast(repeated)).isPresent()
        ? Optional.empty()
        : Optional.of(put(member));
  }

  /** A LEAVE that the client asked for; {@code member} bears what it said on leaving. */
  Optional<Announcement> leave(Member member) {
    return Optional.ofNullable(members.remove(member.key()))
        .map(before -> member.withPayload(lastWords(before.payload(), member.payload())))
        .map(gone -> new Announcement(PresenceAction.LEAVE, gone));
  }

  /** The end of all members of a connection, made by the server; {@code id} is the stem of the ids of its leaves. */
  public List<Announcement> leaveAll(String connectionId, String id, Instant now) {
    List<Member> gone = members.values().stream()
        .filter(m -> m.key().connectionId().equals(connectionId))
        .toList();
    List<Announcement> leaves = new ArrayList<>();
    for (Member member : gone) {
      members.remove(member.key());
      lastMadeLeave = later(later(now, member.at()), lastMadeLeave);
      Member left = member.withId(id + ":" + leaves.size()).withAt(lastMadeLeave);
      leaves.add(new Announcement(PresenceAction.LEAVE, left));
    }
    return leaves;
  }

  /** What was said last, with what is said on leaving; data and their encoding go together. */
  private static ObjectNode lastWords(ObjectNode before, ObjectNode said) {
    ObjectNode words = before.deepCopy();
    if (Payload.isPresent(said)) {
      words.remove(List.of("data", "encoding"));
    }
    return words.setAll(said);
  }

  /** The first of two times, or the next after the second if it is later, in whole milliseconds. */
  private static Instant later(Instant instant, Instant than) {
    Instant told = instant.truncatedTo(ChronoUnit.MILLIS);
    return told.isAfter(than) ? told : than.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
  }
}
