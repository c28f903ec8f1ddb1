package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of a PRESENCE frame that passed all checks.
 *
 * @param repeated the message that the client's library repeats by itself after an attach (RTP17g). An id of another
 *     connection, as ably-java 1.5.0 sends it after a failed resume (against RTP17g1), repeats nothing
 */
record PresenceRequest(PresenceAction action, Member member, Optional<MessageId> repeated) {

  /** Reads an entry that {@link #refuse} has nothing against; {@code minted} is its id unless it repeats one. */
  static PresenceRequest of(ObjectNode entry, Identity identity, MessageId minted, Instant now) {
    Optional<MessageId> repeated = Frame.text(entry, "id")
        .flatMap(MessageId::parse)
        .filter(id -> id.connectionId().equals(minted.connectionId()));
    String clientId = identity.actingAs(Frame.text(entry, "clientId")).orElseThrow();
    Member.Key key = new Member.Key(minted.connectionId(), clientId);
    Member member =
        new Member(key, repeated.orElse(minted).toString(), now, Member.payloadOf(entry));
    return new PresenceRequest(action(entry).orElseThrow(), member, repeated);
  }

  /** Why an entry of a frame of {@code connection} cannot be taken. */
  static Optional<ErrorInfo> refuse(ObjectNode entry, Connection connection) {
    Optional<String> clientId = Frame.text(entry, "clientId").filter(id -> !id.isEmpty());
    long bytes = Payload.sizeInBytes(entry);
    if (action(entry).isEmpty()) {
      return Optional.of(ErrorInfo.malformed("invalid presence action"));
    }
    if (Frame.text(entry, "connectionId")
        .filter(id -> !id.equals(connection.id()))
        .isPresent()) {
      return Optional.of(ErrorInfo.mismatchedConnectionId());
    }
    if (connection.identity().actingAs(clientId).isEmpty()) {
      return Optional.of(ErrorInfo.noClientId());
    }
    if (!Payload.isValid(entry)) {
      return Optional.of(ErrorInfo.invalidData());
    }
    if (bytes > Limits.MESSAGE_SIZE) {
      return Optional.of(ErrorInfo.tooLarge(bytes, Limits.MESSAGE_SIZE));
    }
    return connection.identity().refuse(clientId);
  }

  private static Optional<PresenceAction> action(ObjectNode entry) {
    return PresenceAction.requested(entry.path("action").asInt(-1));
  }
}
