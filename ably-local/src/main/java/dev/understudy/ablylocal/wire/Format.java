package dev.understudy.ablylocal.wire;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.msgpack.core.MessagePackException;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/**
 * How trees travel as bytes. A client names it when it connects and it holds for that transport,
 * whatever the opcode of a WebSocket frame says: ably-java 1.5.0 sends its JSON in binary frames.
 */
@Internal
public enum Format {
  JSON(new ObjectMapper().enable(FAIL_ON_TRAILING_TOKENS)),
  MSGPACK(new ObjectMapper(new MessagePackFactory()));

  /** Far more than anybody nests, far less than what overflows a stack or is refused by the writers. */
  private static final int DEEPEST = 200;

  /** Never configured after it was made, and thread-safe then. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final ObjectMapper mapper;

  Format(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  public static Format named(String name) {
    return name.equals("msgpack") ? MSGPACK : JSON;
  }

  public byte[] encode(JsonNode tree) {
    try {
      return mapper.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + this, e);
    }
  }

  /** The object that {@code bytes} hold; empty if they hold none. */
  public Optional<ObjectNode> decode(byte[] bytes) {
    return read(bytes).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  /** What {@code bytes} hold; empty if that cannot be read, is nothing, not all of them, or nested too deeply. */
  public Optional<JsonNode> read(byte[] bytes) {
    try (JsonParser parser = mapper.createParser(bytes)) {
      return Optional.ofNullable(mapper.<JsonNode>readTree(parser))
          .filter(tree -> isWithin(DEEPEST, tree) && isWhole(parser, bytes));
    } catch (IOException | MessagePackException e) {
      return Optional.empty();
    }
  }

  /** Whether nothing follows; of JSON the mapper has seen to that, for space may. */
  private boolean isWhole(JsonParser parser, byte[] bytes) {
    return this == JSON || parser.currentLocation().getCharOffset() == bytes.length;
  }

  private static boolean isWithin(int depth, JsonNode tree) {
    for (JsonNode child : tree) {
      if (child.isContainerNode() && (depth == 1 || !isWithin(depth - 1, child))) {
        return false;
      }
    }
    return true;
  }
}
