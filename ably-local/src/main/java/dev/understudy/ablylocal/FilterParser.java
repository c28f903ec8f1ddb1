package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.ablylocal.MessageFilter.Condition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a filter needs of JMESPath (jmespath.org/specification): {@code ||}, {@code &&}, {@code !}, parentheses,
 * comparisons, fields with dots, literals in backticks or apostrophes. It has no functions, lists or projections.
 */
final class FilterParser {
  private static final int LONGEST = 1000;
  private static final Pattern TOKEN = Pattern.compile(
      "\\s*(\\|\\||&&|[=!<>]=|[<>!().]|`[^`]*`|'[^']*'|\"[^\"]*\"|[A-Za-z_]\\w*)\\s*");

  private final Deque<String> tokens;

  private FilterParser(Deque<String> tokens) {
    this.tokens = tokens;
  }

  /** The condition that {@code text} writes; empty if it writes none. */
  static Optional<Condition> parse(String text) {
    try {
      FilterParser parser = new FilterParser(tokens(text));
      Condition condition = parser.either();
      return parser.tokens.isEmpty() ? Optional.of(condition) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Deque<String> tokens(String text) {
    Deque<String> tokens = new ArrayDeque<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (end < text.length() || text.length() > LONGEST) {
      throw new IllegalArgumentException("no filter");
    }
    return tokens;
  }

  private Condition either() {
    Condition left = both();
    if (!takes("||")) {
      return left;
    }
    Condition right = either();
    return message -> left.holds(message) ? left.of(message) : right.of(message);
  }

  private Condition both() {
    Condition left = comparison();
    if (!takes("&&")) {
      return left;
    }
    Condition right = both();
    return message -> left.holds(message) ? right.of(message) : left.of(message);
  }

  private Condition comparison() {
    Condition left = term();
    Optional<FilterComparator> comparator = comparator();
    if (comparator.isEmpty()) {
      return left;
    }
    Condition right = term();
    return message ->
        BooleanNode.valueOf(comparator.get().test(left.of(message), right.of(message)));
  }

  private Optional<FilterComparator> comparator() {
    String next = tokens.isEmpty() ? "" : tokens.peek();
    Optional<FilterComparator> comparator = FilterComparator.written(next);
    comparator.ifPresent(found -> tokens.remove());
    return comparator;
  }

  private Condition term() {
    if (takes("!")) {
      Condition negated = term();
      return message -> BooleanNode.valueOf(!negated.holds(message));
    }
    if (takes("(")) {
      Condition inner = either();
      expect(")");
      return inner;
    }
    String token = next();
    return switch (token.charAt(0)) {
      case '`' -> constant(literal(inside(token)));
      case '\'' -> constant(TextNode.valueOf(inside(token)));
      default -> field(known(name(token)));
    };
  }

  private Condition field(String name) {
    if (!takes(".")) {
      return message -> message.path(name);
    }
    Condition inner = field(name(next()));
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

  private boolean takes(String token) {
    boolean here = token.equals(tokens.peek());
    if (here) {
      tokens.remove();
    }
    return here;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException("no " + token);
    }
  }

  private String next() {
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("no end");
    }
    return tokens.remove();
  }
}
