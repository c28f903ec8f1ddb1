package dev.understudy.presence;

import dev.understudy.Internal;

/** Names and words of people and programs, where Temporal or a list shows them among others: in one line, and short. */
@Internal
public final class Brief {
  /** So that three of them stay within the 400 bytes of a summary (Temporal server, limit.userMetadataSummarySize). */
  private static final int LONGEST = 32;

  private Brief() {}

  /** The beginning of it, in one line. */
  public static String of(Object words) {
    String line = line(words.toString());
    return line.length() <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  /** All of it, in one line and without what changes how a terminal or a page shows the rest. */
  public static String line(String words) {
    return words.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s]+", " ");
  }
}
