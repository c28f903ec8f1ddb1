package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.Format;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Protocol messages as no client sends them: nearly right trees, then bytes in which something is wrong. */
final class FuzzFrames {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> FIELDS = List.of(
      "action",
      "id",
      "auth",
      "accessToken",
      "channel",
      "channelSerial",
      "connectionId",
      "flags",
      "msgSerial",
      "count",
      "messages",
      "presence",
      "annotations",
      "params",
      "data",
      "encoding",
      "clientId",
      "extras",
      "headers",
      "name",
      "serial",
      "version",
      "timestamp",
      "rewind",
      "modes",
      "ref");
  private static final List<String> TEXTS = List.of(
      "",
      "*",
      "room",
      "other",
      "[?rewind=10]room",
      "[filter=bmFtZSA9PSBgImEiYA==]room",
      "[filter=KCgoKA==]room",
      "[meta]log",
      ":",
      "room\n",
      "persisted:x",
      "json",
      "utf-8/base64",
      "cipher+aes-128-cbc/base64",
      "base64",
      "10",
      "2m",
      "-1s",
      "1e9",
      "null",
      "\u0000",
      "\uFFFF",
      "\uD83D\uDE00",
      "a@b-0",
      "publish,subscribe",
      "99999999999999999999",
      "%",
      "=?UTF-8?Q?x?=");

  /** Halves of surrogate pairs: JSON can write them, UTF-8 cannot. */
  private static final List<String> HALF_PAIRS = List.of("\\ud800", "\\udc00", "\\udc00\\ud800");

  private final Random random;
  private int serial;

  FuzzFrames(Random random) {
    this.random = random;
  }

  /** A frame that can be read by a client's format, though little in it need be what it should. */
  byte[] readable(Format format) {
    byte[] bytes = format.encode(disturbed());
    return format == Format.JSON && chance(20) ? inserted(bytes, pick(HALF_PAIRS)) : bytes;
  }

  /** A frame that most probably cannot be read, after which a server ends the connection. */
  byte[] broken(Format format) {
    if (chance(4)) {
      return noise(random.nextInt(200));
    }
    if (chance(4)) {
      return format.encode(plausible().set("data", deep(900)));
    }
    byte[] bytes = readable(format);
    return damage(format == Format.JSON && chance(2) ? escapes(bytes) : bytes);
  }

  private ObjectNode disturbed() {
    ObjectNode frame = plausible();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      disturb(frame);
    }
    return frame;
  }

  /** The body of a request to publish, or what might be taken for one. */
  byte[] body(Format format) {
    ArrayNode several = JSON.arrayNode();
    for (int number = random.nextInt(4); number >= 0; number--) {
      several.add(message());
    }
    JsonNode body = chance(2) ? several : JSON.objectNode().set("messages", several);
    if (body instanceof ObjectNode batch) {
      batch.set("channels", JSON.arrayNode().add(text()).add(text()));
      disturb(batch);
    }
    byte[] bytes = format.encode(body);
    return chance(2) ? damage(bytes) : bytes;
  }

  String text() {
    return chance(500) ? "y".repeat(random.nextInt(100_000)) : pick(TEXTS);
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  <T> T pick(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What is nearly right, with a byte changed, a piece left out, or a length that is not there. */
  byte[] damage(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> replaced(bytes, at, noise(1));
      // MessagePack's str 32, bin 32, array 32 and map 32, with the greatest lengths.
      case 2 ->
        replaced(bytes, at, new byte[] {
          (byte) (int) pick(List.of(0xdb, 0xc6, 0xdd, 0xdf)),
          (byte) pick(List.of(0x7f, 0xff)).intValue(),
          -1,
          -1,
          -1
        });
      default -> replaced(bytes, at, noise(random.nextInt(9)));
    };
  }

  private ObjectNode plausible() {
    ObjectNode frame = JSON.objectNode();
    int any = random.nextInt(40) - 5; // AUTH and CLOSE may be it, which end a conversation.
    List<Integer> usual = List.of(0, 10, 10, 10, 12, 14, 14, 14, 15, 15, 15, 16, 19, 21);
    frame.put("action", chance(200) ? any : pick(usual).intValue());
    frame.put("channel", chance(2) ? "room" : text());
    frame.put("msgSerial", chance(20) ? random.nextInt(3) : serial++);
    frame.put("flags", random.nextInt());
    frame.putArray("messages").add(message());
    frame.putArray("presence").add(member());
    if (chance(3)) {
      frame.putObject("params").put("rewind", text()).put("modes", text());
    }
    if (chance(3)) {
      frame.put("channelSerial", text());
    }
    if (chance(10)) {
      frame.putObject("auth").put("accessToken", text());
    }
    return frame;
  }

  private ObjectNode message() {
    ObjectNode message = JSON.objectNode().put("name", text()).put("data", text());
    if (chance(3)) {
      message.put("encoding", text()).put("id", text()).put("clientId", text());
    }
    if (chance(5)) {
      message.putObject("extras").putObject("headers").put("a", text());
    }
    return message;
  }

  private ObjectNode member() {
    return JSON.objectNode()
        .put("action", random.nextInt(7) - 1)
        .put("clientId", text())
        .put("data", text());
  }

  private void disturb(ObjectNode tree) {
    List<JsonNode> containers = new ArrayList<>(List.of(tree));
    tree.findParents(pick(FIELDS)).forEach(containers::add);
    JsonNode chosen = pick(containers);
    if (chosen instanceof ObjectNode object) {
      if (chance(4)) {
        object.remove(pick(FIELDS));
      } else {
        object.set(pick(FIELDS), value());
      }
    }
  }

  private JsonNode value() {
    List<Supplier<JsonNode>> values = List.of(
        JSON::nullNode,
        JSON::arrayNode,
        JSON::objectNode,
        () -> JSON.booleanNode(random.nextBoolean()),
        () -> JSON.numberNode(random.nextInt()),
        () -> JSON.numberNode(pick(List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 1L << 53))),
        () -> JSON.numberNode(pick(List.of(1e308, -0.5, 1e-300))),
        () -> JSON.numberNode(BigInteger.ONE.shiftLeft(63)),
        () -> JSON.binaryNode(noise(random.nextInt(40))),
        () -> JSON.textNode(text()),
        () -> JSON.arrayNode().add(message()).add(random.nextInt()).addNull(),
        () -> deep(180));
    return pick(values).get();
  }

  private JsonNode deep(int most) {
    JsonNode inner = JSON.arrayNode();
    for (int depth = random.nextInt(most); depth > 0; depth--) {
      inner = depth % 2 == 0 ? JSON.arrayNode().add(inner) : JSON.objectNode().set("data", inner);
    }
    return inner;
  }

  /** The same JSON with something in a text that is no text. */
  private byte[] escapes(byte[] json) {
    return inserted(json, pick(List.of("\\u0000", "\\uZZZZ", "\\x", "\n", "\"1e999999999,\"")));
  }

  /** The same JSON with {@code text} at the beginning of some name or value. */
  private byte[] inserted(byte[] json, String text) {
    String all = new String(json, StandardCharsets.UTF_8);
    int colon = all.indexOf(":\"", random.nextInt(Math.max(1, all.length())));
    return colon < 0
        ? json
        : (all.substring(0, colon + 2) + text + all.substring(colon + 2))
            .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] bytes, int at, byte[] by) {
    byte[] result = new byte[Math.max(bytes.length, at + by.length)];
    System.arraycopy(bytes, 0, result, 0, bytes.length);
    System.arraycopy(by, 0, result, at, by.length);
    return result;
  }
}
