package dev.understudy.ablylocal.presence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Identity;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.presence.PresenceSet.Announcement;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.MessageId;
import dev.understudy.ablylocal.wire.Payload;
import java.time.Instant;
import java.util.Optional;

/** One entry of a PRESENCE frame that passed all checks. */
public sealed interface PresenceRequest {

  /** An ENTER or UPDATE; which of them makes no difference. */
  record Put(Member member) implements PresenceRequest {
    @Override
    public Optional<Announcement> applyTo(PresenceSet presence) {
      return Optional.of(presence.put(member));
    }
  }

  /** An ENTER by which the client's library repeats an earlier message, by itself, after an attach (RTP17g). */
  record Reenter(Member member, MessageId repeated) implements PresenceRequest {
    @Override
    public Optional<Announcement> applyTo(PresenceSet presence) {
      return presence.reenter(member, repeated);
    }
  }

  /** A LEAVE. */
  record Leave(Member member) implements PresenceRequest {
    @Override
    public Optional<Announcement> applyTo(PresenceSet presence) {
      return presence.leave(member);
    }
  }

  /**
   * Reads an entry that {@link #refuse} has nothing against; {@code minted} is its id unless it
   * repeats one. An id of another connection repeats nothing: ably-java 1.5.0 sends it after a
   * failed resume, against RTP17g1.
   */
  static PresenceRequest of(ObjectNode entry, Identity identity, MessageId minted, Instant now) {
    Member.Key key =
        new Member.Key(minted.connectionId(), identity.clientIdOf(entry).orElseThrow());
    Member member = new Member(key, minted.toString(), now, Member.payloadOf(entry));
    if (action(entry).orElseThrow() == PresenceAction.LEAVE) {
      return new Leave(member);
    }
    return Frame.text(entry, "id")
        .flatMap(MessageId::parse)
        .filter(id -> id.connectionId().equals(minted.connectionId()))
        .<PresenceRequest>map(id -> new Reenter(member.withId(id.toString()), id))
        .orElseGet(() -> new Put(member));
  }

  /** Why an entry of a frame of that connection cannot be taken. */
  static Optional<ErrorInfo> refuse(
      ObjectNode entry, String connectionId, Identity identity, Limits limits) {
    long bytes = Math.max(Payload.sizeInBytes(entry), Payload.labelsInBytes(entry));
    if (action(entry).isEmpty()) {
      return Optional.of(ErrorInfo.malformed("invalid presence action"));
    }
    if (entry.hasNonNull("connectionId")
        && !entry.path("connectionId").asText().equals(connectionId)) {
      return Optional.of(ErrorInfo.mismatchedConnectionId());
    }
    if (identity.clientIdOf(entry).isEmpty()) {
      return Optional.of(
          identity instanceof Identity.Anyone ? ErrorInfo.whichClientId() : ErrorInfo.noClientId());
    }
    if (!Payload.isValid(entry)) {
      return Optional.of(ErrorInfo.invalidData());
    }
    if (bytes > limits.sizes().bytesPerMessage()) {
      return Optional.of(LimitErrors.tooLarge(bytes, limits.sizes().bytesPerMessage()));
    }
    return identity.refuse(entry);
  }

  Member member();

  /** Does it; gives what is to be told of it, if anything. */
  Optional<Announcement> applyTo(PresenceSet presence);

  private static Optional<PresenceAction> action(ObjectNode entry) {
    return PresenceAction.requested(entry.path("action").asInt(-1));
  }
}
