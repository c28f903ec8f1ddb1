package dev.understudy.ablylocal.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Which messages of a channel a client wants, by a condition on their name, clientId, id, timestamp
 * and headers (those in {@code extras}).
 */
public final class MessageFilter {
  private static final List<String> FIELDS = List.of("id", "name", "clientId", "timestamp");
  private static final String HEADERS = "headers";

  private final Condition condition;

  /** A condition on what can be asked about a message. */
  @FunctionalInterface
  interface Condition {
    /** A node that is missing if there is nothing. */
    JsonNode of(JsonNode message);

    default boolean holds(JsonNode message) {
      return isTrue(of(message));
    }

    /** Whether a value counts as true: all does but what is false, empty or not there (JMESPath). */
    static boolean isTrue(JsonNode value) {
      boolean empty = value.isTextual()
          ? value.textValue().isEmpty()
          : value.isContainerNode() && value.isEmpty();
      boolean none = value.isMissingNode() || value.isNull() || empty;
      return !none && (!value.isBoolean() || value.booleanValue());
    }
  }

  private MessageFilter(Condition condition) {
    this.condition = condition;
  }

  /** Reads an expression, see {@link FilterParser}; empty if it is none. */
  public static Optional<MessageFilter> parse(String expression) {
    return FilterParser.parse(expression).map(MessageFilter::new);
  }

  /** Whether that can be asked about, so that a misspelt field is not one that no message has. */
  static boolean knows(String field) {
    return field.equals(HEADERS) || FIELDS.contains(field);
  }

  public boolean admits(JsonNode message) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    FIELDS.forEach(field -> asked.set(field, message.path(field)));
    asked.set(HEADERS, message.path("extras").path(HEADERS));
    return condition.holds(asked);
  }
}
