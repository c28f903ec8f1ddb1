package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The {@code data} of a message and the {@code encoding} that tells how to read it.
 *
 * <p>Inside the server binary data is binary. JSON cannot carry it, so there it is Base64 with
 * {@code base64} as the last step of the encoding (RSL4d, RSL6a), put on and taken off at the edge.
 */
@Internal
public final class Payload {
  private static final String DATA = "data";
  private static final String ENCODING = "encoding";
  private static final String BASE64 = "base64";
  private static final String NAME = "name";

  private Payload() {}

  /**
   * Brings a received message into the form held inside, unless it is not {@linkplain #isValid
   * valid}; a name that is no text counts as none.
   */
  public static void normalize(ObjectNode message) {
    if (!message.path(NAME).isTextual()) {
      message.remove(NAME);
    }
    if (!Frame.isTextOrNone(message, ENCODING)) {
      return;
    }
    JsonNode data = message.path(DATA);
    String encoding = message.path(ENCODING).asText("");
    if (data.isTextual() && lastStep(encoding).equals(BASE64)) {
      unwrapBase64(message, data.textValue(), encoding);
    } else if (data.isContainerNode()) {
      message.put(DATA, data.toString());
      message.put(ENCODING, encoding.isEmpty() ? "json" : encoding + "/json");
    }
  }

  public static boolean isValid(ObjectNode message) {
    JsonNode data = message.path(DATA);
    boolean known = data.isMissingNode() || data.isNull() || data.isTextual() || data.isBinary();
    return known && Frame.isTextOrNone(message, ENCODING);
  }

  public static boolean isPresent(ObjectNode message) {
    return message.hasNonNull(DATA);
  }

  /** The size that counts against the limit: name, clientId, extras and data (TM6, TP5). */
  public static long sizeInBytes(ObjectNode message) {
    return textSize(message.path(NAME))
        + textSize(message.path("clientId"))
        + extrasSize(message)
        + dataSize(message);
  }

  /** The size of several together. */
  public static long sizeInBytes(List<ObjectNode> messages) {
    return messages.stream().mapToLong(Payload::sizeInBytes).sum();
  }

  /** The size of what does not count as its size, but is kept with it: id and encoding. */
  public static long labelsInBytes(ObjectNode message) {
    return textSize(message.path("id")) + textSize(message.path(ENCODING));
  }

  /**
   * What JSON can carry of a frame, a message, or arrays of them: the writer turns binary into
   * Base64, the encoding must say so. Leaves {@code tree} as it is.
   */
  public static JsonNode forJson(JsonNode tree) {
    if (!hasBinary(tree)) {
      return tree;
    }
    JsonNode copy = tree.deepCopy();
    nameBase64(copy);
    return copy;
  }

  private static boolean hasBinary(JsonNode tree) {
    return tree.path(DATA).isBinary() || within(tree).anyMatch(Payload::hasBinary);
  }

  private static void nameBase64(JsonNode tree) {
    if (tree instanceof ObjectNode object && object.path(DATA).isBinary()) {
      String encoding = object.path(ENCODING).asText("");
      object.put(ENCODING, encoding.isEmpty() ? BASE64 : encoding + "/" + BASE64);
    }
    within(tree).forEach(Payload::nameBase64);
  }

  /** The messages that an array, a frame or the result of a batch holds. */
  private static Stream<JsonNode> within(JsonNode tree) {
    if (tree.isArray()) {
      return StreamSupport.stream(tree.spliterator(), false);
    }
    return tree.isObject()
        ? Stream.of("messages", "presence", "results").flatMap(field -> within(tree.path(field)))
        : Stream.empty();
  }

  private static void unwrapBase64(ObjectNode message, String text, String encoding) {
    try {
      message.set(DATA, BinaryNode.valueOf(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return; // Not Base64 after all: the subscribers get what the publisher sent.
    }
    int slash = encoding.lastIndexOf('/');
    if (slash < 0) {
      message.remove(ENCODING);
    } else {
      message.put(ENCODING, encoding.substring(0, slash));
    }
  }

  private static String lastStep(String encoding) {
    return encoding.substring(encoding.lastIndexOf('/') + 1);
  }

  private static long textSize(JsonNode text) {
    return text.isTextual() ? text.textValue().getBytes(StandardCharsets.UTF_8).length : 0;
  }

  private static long extrasSize(ObjectNode message) {
    return message.hasNonNull("extras")
        ? message.path("extras").toString().getBytes(StandardCharsets.UTF_8).length
        : 0;
  }

  private static long dataSize(ObjectNode message) {
    JsonNode data = message.path(DATA);
    return data instanceof BinaryNode binary ? binary.binaryValue().length : textSize(data);
  }
}
