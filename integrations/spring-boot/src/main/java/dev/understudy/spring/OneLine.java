package dev.understudy.spring;

import java.util.regex.Pattern;

/** What others have sent, as a log may hold it. */
final class OneLine {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  private OneLine() {}

  /** The same text, in which each character that breaks or hides a part of a line is written out. */
  static String of(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted(found.group().codePointAt(0)));
  }
}
