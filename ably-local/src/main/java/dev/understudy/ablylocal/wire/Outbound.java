package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One protocol message for clients, written at most once for each format however many receive it. Confined to the event
 * loop; the tree must not change after it was handed over.
 */
@Internal
public final class Outbound {
  private static final String CHANNEL = "channel";
  private static final String MESSAGES = "messages";

  private static final int UNWRITTEN_SIZE = 256;

  /** What a frame takes beside its entries, and an entry beside what was said in it; in bytes. */
  private static final int OVERHEAD = 1000;

  private final ObjectNode tree;
  private @Nullable String json;
  private byte @Nullable [] msgpack;

  public Outbound(ObjectNode tree) {
    this.tree = tree;
  }

  /** The same, for a client that calls the channel {@code name}. */
  public Outbound onChannel(String name) {
    if (tree.path(CHANNEL).asText().equals(name)) {
      return this;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(tree);
    return new Outbound(copy.put(CHANNEL, name));
  }

  public int messages() {
    return tree.path(MESSAGES).size();
  }

  /** The same with those messages only that are wanted; empty if none is. */
  public Optional<Outbound> withMessages(Predicate<JsonNode> wanted) {
    List<JsonNode> kept = new ArrayList<>();
    tree.path(MESSAGES).forEach(message -> {
      if (wanted.test(message)) {
        kept.add(message);
      }
    });
    return kept.isEmpty() ? Optional.empty() : Optional.of(withMessages(kept));
  }

  /** The same with the last {@code count} of its messages only, of which it has as many. */
  public Outbound withLastMessages(int count) {
    List<JsonNode> all = new ArrayList<>();
    tree.path(MESSAGES).forEach(all::add);
    return withMessages(all.subList(all.size() - count, all.size()));
  }

  private Outbound withMessages(List<JsonNode> kept) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(tree);
    copy.putArray(MESSAGES).addAll(kept);
    return new Outbound(copy);
  }

  public String json() {
    if (json == null) {
      json = new String(Format.JSON.encode(Payload.forJson(tree)), StandardCharsets.UTF_8);
    }
    return json;
  }

  public byte[] msgpack() {
    if (msgpack == null) {
      msgpack = Format.MSGPACK.encode(tree);
    }
    return msgpack;
  }

  /** The frame's length in a format that it was written in; a guess if there is none yet. */
  int size() {
    if (json != null) {
      return json.length();
    }
    return msgpack == null ? UNWRITTEN_SIZE : msgpack.length;
  }

  /** About what it takes of the memory, as a tree and written in both formats. */
  public long bytes() {
    return OVERHEAD
        + Stream.of("messages", "presence")
            .flatMap(field -> StreamSupport.stream(tree.path(field).spliterator(), false))
            .mapToLong(entry -> OVERHEAD + 3 * Payload.sizeInBytes((ObjectNode) entry))
            .sum();
  }

  /** The tree, for whoever wants to change it. */
  ObjectNode copy() {
    return tree.deepCopy();
  }

  @Override
  public String toString() {
    return json();
  }
}
