package dev.understudy.ablylocal.filter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a filter, taken one after another.
 *
 * <p>Confined to one thread.
 */
final class FilterTokens {
  private static final int LONGEST_FILTER = 1000;
  private static final Pattern TOKEN = Pattern.compile(
      "\\s*(\\|\\||&&|[=!<>]=|[<>!().]|`[^`]*`|'[^']*'|\"[^\"]*\"|[A-Za-z_]\\w*)\\s*");

  private final Deque<String> left;

  private FilterTokens(Deque<String> tokens) {
    this.left = tokens;
  }

  /**
   * Takes {@code text} apart.
   *
   * @throws IllegalArgumentException if it is too long, or has something in it that no filter has
   */
  static FilterTokens of(String text) {
    if (text.length() > LONGEST_FILTER) {
      throw new IllegalArgumentException("a filter has at most " + LONGEST_FILTER + " characters");
    }
    Deque<String> tokens = new ArrayDeque<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      end = matcher.end();
      matcher.region(end, text.length());
    }
    if (end < text.length()) {
      throw new IllegalArgumentException("no filter has this in it: " + text.charAt(end));
    }
    return new FilterTokens(tokens);
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /** Takes the next one if it is {@code token}; whether it was. */
  boolean takes(String token) {
    boolean here = token.equals(left.peek());
    if (here) {
      left.remove();
    }
    return here;
  }

  /** Takes the next one if it compares; empty if it does not. */
  Optional<FilterComparator> comparator() {
    Optional<FilterComparator> comparator =
        Optional.ofNullable(left.peek()).flatMap(FilterComparator::written);
    comparator.ifPresent(found -> left.remove());
    return comparator;
  }

  /**
   * Takes the next one.
   *
   * @throws IllegalArgumentException if there is none
   */
  String next() {
    if (left.isEmpty()) {
      throw new IllegalArgumentException("something is missing at the end");
    }
    return left.remove();
  }

  /**
   * Takes {@code token}.
   *
   * @throws IllegalArgumentException if that is not next
   */
  void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException(token + " is missing");
    }
  }
}
