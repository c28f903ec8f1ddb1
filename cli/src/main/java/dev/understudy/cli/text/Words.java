package dev.understudy.cli.text;

import dev.understudy.Internal;
import dev.understudy.attendance.Handoff;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How what a task tells is written for people at a terminal. */
@Internal
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Names and statuses are anybody's, and must not steer a terminal: not by the controls of 8 bits, either. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

  /** What no shell takes for anything else. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w.:/@%+=,-]+");

  private Words() {}

  /** It with a question mark for each character that is none to read. */
  public static String plain(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** It as a shell takes it for one word and nothing else, for a command that is to be pasted. */
  public static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** In UTC, without the day. */
  public static String time(Instant moment) {
    return TIME.format(moment);
  }

  /** In UTC, with the day. */
  public static String date(Instant moment) {
    return DATE.format(moment);
  }

  public static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.3f s", length.toMillis() / 1000.0);
  }

  public static String turn(Handoff.Turn turn) {
    return String.format(
        Locale.ROOT,
        "%s as %d.%d",
        plain(turn.worker()),
        turn.tenure().generation(),
        turn.tenure().attempt());
  }
}
