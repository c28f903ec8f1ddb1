package dev.understudy.ablylocal.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a page ended: the last thing on it. Opaque to clients, who get it in a link and send it back. */
record Cursor(String last) {
  private static final String NUMBER = "\\d{1,18}";

  static Cursor of(long number) {
    return new Cursor(String.valueOf(number));
  }

  /** Reads a {@link #text}; empty if it is none. */
  static Optional<Cursor> parse(String text) {
    try {
      byte[] last = Base64.getUrlDecoder().decode(text);
      return Optional.of(new Cursor(new String(last, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The number it stands for; empty if it stands for something else. */
  Optional<Long> number() {
    return last.matches(NUMBER) ? Optional.of(Long.parseLong(last)) : Optional.empty();
  }

  /** How it travels. */
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }
}
