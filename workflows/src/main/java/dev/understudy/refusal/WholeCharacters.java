package dev.understudy.refusal;

import dev.understudy.Internal;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Texts of whole characters. Java keeps a character beyond U+FFFF in two halves, its surrogates, and takes a text
 * with one half alone. Neither JSON in UTF-8 nor a field of Temporal's can: a task that has to write such a text into
 * its history would be held by it for ever.
 */
@Internal
public final class WholeCharacters {
  private WholeCharacters() {}

  /**
   * Gives {@code text}, unless there is half of a character in it.
   *
   * @param what it is, for the sentence of the refusal
   */
  public static String require(String what, String text) {
    OptionalInt half = halves(text).findFirst();
    if (half.isPresent()) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_HALF_CHARACTER,
          "%s must not have half of a character, but has %s at %d: cut texts between characters"
              .formatted(what, escaped(text.charAt(half.getAsInt())), half.getAsInt()),
          shown(text));
    }
    return text;
  }

  /** The same text, in which each half of a character is written out, as in JSON. */
  public static String shown(String text) {
    if (halves(text).findFirst().isEmpty()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text);
    int[] halves = halves(text).toArray();
    for (int last = halves.length - 1; last >= 0; last--) {
      int at = halves[last];
      shown.replace(at, at + 1, escaped(text.charAt(at)));
    }
    return shown.toString();
  }

  /** The first {@code atMost} chars of {@code text}, or one less where that would cut a character through. */
  public static String beginning(String text, int atMost) {
    if (text.length() <= atMost) {
      return text;
    }
    boolean isCutThrough = Character.isSurrogatePair(text.charAt(atMost - 1), text.charAt(atMost));
    return text.substring(0, isCutThrough ? atMost - 1 : atMost);
  }

  private static IntStream halves(String text) {
    return IntStream.range(0, text.length())
        .filter(at -> Character.isSurrogate(text.charAt(at)))
        .filter(at -> !isFirst(text, at) && !isSecond(text, at));
  }

  private static boolean isFirst(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  private static boolean isSecond(String text, int at) {
    return at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static String escaped(char half) {
    return "\\u%04x".formatted((int) half);
  }
}
