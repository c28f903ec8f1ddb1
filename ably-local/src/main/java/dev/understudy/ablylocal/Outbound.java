package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One protocol message for clients, written at most once for each format however many receive it. Confined to the event
 * loop; the tree must not change after it was handed over.
 */
final class Outbound {
  private static final List<String> PAYLOADS = List.of("messages", "presence");

  private static final int UNWRITTEN_SIZE = 256;

  private final ObjectNode tree;
  private @Nullable String json;
  private byte @Nullable [] msgpack;

  Outbound(ObjectNode tree) {
    this.tree = tree;
  }

  String json() {
    if (json == null) {
      json = new String(Format.JSON.encode(jsonTree()), StandardCharsets.UTF_8);
    }
    return json;
  }

  byte[] msgpack() {
    if (msgpack == null) {
      msgpack = Format.MSGPACK.encode(tree);
    }
    return msgpack;
  }

  /** Its length in a format that it was written in; a guess if that is none yet. */
  int size() {
    if (json != null) {
      return json.length();
    }
    return msgpack == null ? UNWRITTEN_SIZE : msgpack.length;
  }

  /** The tree, for whoever wants to change it. */
  ObjectNode copy() {
    return tree.deepCopy();
  }

  @Override
  public String toString() {
    return json();
  }

  private ObjectNode jsonTree() {
    if (PAYLOADS.stream().noneMatch(field -> Payload.hasBinary(tree.path(field)))) {
      return tree;
    }
    ObjectNode copy = tree.deepCopy();
    for (String field : PAYLOADS) {
      if (copy.path(field) instanceof ArrayNode entries) {
        Payload.nameBase64(entries);
      }
    }
    return copy;
  }
}
