package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One protocol message for clients, written at most once for each format however many receive it. Confined to the event
 * loop; the tree must not change after it was handed over.
 */
final class Outbound {
  private final ObjectNode tree;
  private @Nullable String json;
  private byte @Nullable [] msgpack;

  Outbound(ObjectNode tree) {
    this.tree = tree;
  }

  String json() {
    if (json == null) {
      json = new String(Format.JSON.encode(Payload.forJson(tree)), StandardCharsets.UTF_8);
    }
    return json;
  }

  byte[] msgpack() {
    if (msgpack == null) {
      msgpack = Format.MSGPACK.encode(tree);
    }
    return msgpack;
  }

  @Override
  public String toString() {
    return json();
  }
}
