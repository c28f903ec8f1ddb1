package dev.understudy.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.payload.OwnJson;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import dev.understudy.refusal.WholeCharacters;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What everything that people send to a task must be: it is kept in the task's history and its view. An
 * order comes as JSON, so that what is wrong with it is said in a sentence of ours and not the SDK's.
 */
final class OrderFormat {
  private static final ObjectReader STRICT =
      JsonMapper.builder().annotationIntrospector(OwnJson.annotations()).build().reader();

  /** A history may hold what a later version sent. */
  private static final ObjectReader LENIENT =
      STRICT.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final String CONTROL = "{\"by\": …, \"why\": …}";
  private static final String STEERING = "{\"by\": …, \"text\": …}";
  private static final String ANSWER =
      "{\"question\": …, \"by\": …, \"isApproval\": true, \"comment\": …}";

  private static final int LONGEST_NAME = 128;
  private static final int MOST_BYTES = 4096;
  private static final int LONGEST_QUOTE = 200;

  private OrderFormat() {}

  /** What an order says that was found right. */
  static <T> T read(@Nullable JsonNode order, Class<T> type) {
    try {
      return LENIENT.treeToValue(order, type);
    } catch (JsonProcessingException wasRight) {
      throw new IllegalStateException("an order in this history is none", wasRight);
    }
  }

  static Control requireControl(@Nullable JsonNode sent) {
    return require(sent, Control.class, CONTROL);
  }

  static Steering requireSteering(@Nullable JsonNode sent) {
    return require(sent, Steering.class, STEERING);
  }

  static Answer requireAnswer(@Nullable JsonNode sent) {
    JsonNode there = requireThere(sent, ANSWER);
    JsonNode question = there.path("question");
    JsonNode isApproval = there.path("isApproval");
    requireQuestion(question.isMissingNode() || question.isIntegralNumber(), there);
    requireIsApproval(isApproval.isMissingNode() || isApproval.isBoolean(), there);
    Answer answer =
        require(there, Answer.class, ANSWER); // which tells misspelt keys from missing ones
    requireQuestion(!question.isMissingNode(), there);
    requireIsApproval(!isApproval.isMissingNode(), there);
    return answer;
  }

  private static void requireQuestion(boolean isRight, JsonNode sent) {
    requireKey(isRight, sent, "question", "the id of a question, a number,");
  }

  private static void requireIsApproval(boolean isRight, JsonNode sent) {
    requireKey(isRight, sent, "isApproval", "true or false");
  }

  private static <T> T require(@Nullable JsonNode sent, Class<T> type, String example) {
    JsonNode there = requireThere(sent, example);
    try {
      return STRICT.treeToValue(there, type);
    } catch (JsonProcessingException mistake) {
      if (mistake.getCause() instanceof RefusedArgumentException saidByTheOrder) {
        throw saidByTheOrder;
      }
      throw new RefusedArgumentException(
          RefusalCode.ORDER_MALFORMED,
          "this order to a task must be %s but was %s%s"
              .formatted(example, quoted(there), strayKey(mistake)),
          mistake);
    }
  }

  /** The key that no order of that kind has, if that is the mistake, and those that it has. */
  private static String strayKey(JsonProcessingException mistake) {
    return mistake instanceof UnrecognizedPropertyException stray
        ? ": it has no key \"%s\", but %s"
            .formatted(
                shortened(stray.getPropertyName()),
                stray.getKnownPropertyIds().stream()
                    .map(key -> "\"" + key + "\"")
                    .sorted()
                    .collect(Collectors.joining(", ")))
        : "";
  }

  private static JsonNode requireThere(@Nullable JsonNode sent, String example) {
    if (sent == null || sent.isNull()) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_MISSING,
          "an order to a task needs an argument, but none was there: send " + example);
    }
    return sent;
  }

  private static void requireKey(boolean isRight, JsonNode sent, String key, String what) {
    if (!isRight) {
      throw new RefusedArgumentException(
          RefusalCode.ORDER_MALFORMED,
          "\"%s\" must be %s but was %s: send %s"
              .formatted(key, what, sent.has(key) ? quoted(sent.get(key)) : "missing", ANSWER));
    }
  }

  private static String quoted(JsonNode sent) {
    return shortened(sent.toString());
  }

  /** What a message quotes of a text: a long one's beginning, with no half of a character. */
  static String shortened(String text) {
    if (text.length() <= LONGEST_QUOTE) {
      return text;
    }
    return WholeCharacters.beginning(text, LONGEST_QUOTE) + "…";
  }

  /** Refuses an order that does not say who gives it, in a name as long as a clientId may be. */
  static void requireName(@Nullable String by) {
    if (by == null || by.isBlank()) {
      throw new RefusedArgumentException(
          RefusalCode.ORDER_OF_NOBODY,
          "an order to a task must say who gives it: \"by\" must not be blank but was "
              + (by == null ? "null" : "\"" + by + "\""));
    }
    if (by.length() > LONGEST_NAME) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_TOO_LARGE,
          "\"by\" must have at most %d characters but had %d".formatted(LONGEST_NAME, by.length()));
    }
    WholeCharacters.require("\"by\"", by);
  }

  /** Refuses a message that says nothing, or too much. */
  static void requireText(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_BLANK,
          "a message must have a text, but \"text\" was "
              + (text == null ? "null" : "\"" + text + "\""));
    }
    requireShort("a message", text);
  }

  static void requireShort(String what, @Nullable String text) {
    int size = text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MOST_BYTES) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_TOO_LARGE,
          "%s must fit in %d bytes but was %d: shorten it".formatted(what, MOST_BYTES, size));
    }
    if (text != null) {
      WholeCharacters.require(what, text);
    }
  }
}
