package dev.understudy.ablylocal.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.ablylocal.filter.MessageFilter.Condition;
import dev.understudy.ablylocal.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what a filter needs of JMESPath (jmespath.org/specification): {@code ||}, {@code &&}, {@code !}, parentheses,
 * comparisons, fields with dots, literals in backticks or apostrophes. It has no functions, lists or projections.
 */
public final class FilterParser {
  private final FilterTokens tokens;

  private FilterParser(FilterTokens tokens) {
    this.tokens = tokens;
  }

  /** The condition that {@code text} writes; empty if it writes none. */
  static Optional<Condition> parse(String text) {
    try {
      FilterParser parser = new FilterParser(FilterTokens.of(text));
      Condition condition = parser.either();
      return parser.tokens.isEmpty() ? Optional.of(condition) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Condition either() {
    Condition left = both();
    if (!tokens.takes("||")) {
      return left;
    }
    Condition right = either();
    return message -> {
      JsonNode value = left.of(message);
      return Condition.isTrue(value) ? value : right.of(message);
    };
  }

  private Condition both() {
    Condition left = comparison();
    if (!tokens.takes("&&")) {
      return left;
    }
    Condition right = both();
    return message -> {
      JsonNode value = left.of(message);
      return Condition.isTrue(value) ? right.of(message) : value;
    };
  }

  private Condition comparison() {
    Condition left = term();
    Optional<FilterComparator> comparator = tokens.comparator();
    if (comparator.isEmpty()) {
      return left;
    }
    Condition right = term();
    return message ->
        BooleanNode.valueOf(comparator.get().test(left.of(message), right.of(message)));
  }

  private Condition term() {
    if (tokens.takes("!")) {
      Condition negated = term();
      return message -> BooleanNode.valueOf(!negated.holds(message));
    }
    if (tokens.takes("(")) {
      Condition inner = either();
      tokens.expect(")");
      return inner;
    }
    String token = tokens.next();
    return switch (token.charAt(0)) {
      case '`' -> constant(literal(inside(token)));
      case '\'' -> constant(TextNode.valueOf(inside(token)));
      default -> field(known(name(token)));
    };
  }

  private Condition field(String name) {
    if (!tokens.takes(".")) {
      return message -> message.path(name);
    }
    Condition inner = field(name(tokens.next()));
    return message -> inner.of(message.path(name));
  }

  private static Condition constant(JsonNode value) {
    return message -> value;
  }

  private static JsonNode literal(String json) {
    return Format.JSON
        .read(json.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(() -> new IllegalArgumentException("no literal"));
  }

  private static String known(String field) {
    if (!MessageFilter.knows(field)) {
      throw new IllegalArgumentException("no field");
    }
    return field;
  }

  private static String name(String token) {
    if (token.startsWith("\"")) {
      return inside(token);
    }
    if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
      throw new IllegalArgumentException("no name");
    }
    return token;
  }

  private static String inside(String token) {
    return token.substring(1, token.length() - 1);
  }
}
