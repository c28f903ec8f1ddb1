package dev.understudy.ablylocal.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * One entry of a presence set: who, and the last message that said so.
 *
 * @param id of that message; {@code connectionId:msgSerial:index}, unless the server itself said it
 * @param payload data, encoding and extras, each if there; not to be changed
 */
public record Member(Key key, String id, Instant at, ObjectNode payload) {
  private static final List<String> PAYLOAD = List.of("data", "encoding", "extras");

  /** What tells members apart (TP3h): a clientId is there once for each of its connections. */
  public record Key(String connectionId, String clientId) {}

  public static ObjectNode payloadOf(ObjectNode message) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    for (String field : PAYLOAD) {
      JsonNode value = message.path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        payload.set(field, value);
      }
    }
    return payload;
  }

  Member withAt(Instant instant) {
    return new Member(key, id, instant, payload);
  }

  Member withId(String other) {
    return new Member(key, other, at, payload);
  }

  Member withPayload(ObjectNode other) {
    return new Member(key, id, at, other);
  }

  /** The member as a presence message. */
  public ObjectNode tree(PresenceAction action) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("id", id).put("action", action.code()).put("timestamp", at.toEpochMilli());
    tree.put("clientId", key.clientId()).put("connectionId", key.connectionId());
    return tree.setAll(payload);
  }
}
