package dev.understudy.session;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What everything that people send to a task must be: it is kept in the task's history and its view. */
final class Orders {
  private static final int LONGEST_NAME = 128;
  private static final int MOST_BYTES = 4096;

  private Orders() {}

  static <T> T requireThere(@Nullable T order, String example) {
    if (order == null) {
      throw new IllegalArgumentException(
          "an order to a task needs an argument, but none was there: send " + example);
    }
    return order;
  }

  /** Who gives it, as long as a clientId may be. */
  static void requireName(@Nullable String by) {
    if (by == null || by.isBlank()) {
      throw new IllegalArgumentException(
          "an order to a task must say who gives it: \"by\" was empty");
    }
    if (by.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "\"by\" must have at most %d characters but had %d".formatted(LONGEST_NAME, by.length()));
    }
  }

  static void requireShort(String what, @Nullable String text) {
    int size = text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s must fit in %d bytes but was %d: shorten it".formatted(what, MOST_BYTES, size));
    }
  }
}
