package dev.understudy.samples.stage;

import java.io.PrintStream;
import java.util.Locale;

/** A terminal of 80 columns, with a clock. Thread-safe. */
public final class Terminal {
  /** What every terminal has. */
  public static final int COLUMNS = 80;

  private final PrintStream out;
  private final long startMillis;

  /**
   * One whose clock reads zero at {@code startMillis} since the epoch.
   *
   * @param out stays open
   */
  public Terminal(PrintStream out, long startMillis) {
    this.out = out;
    this.startMillis = startMillis;
  }

  /** A line, with the time at its beginning. */
  public void print(long atMillis, String line) {
    print("%9s  %s".formatted(seconds(atMillis - startMillis), line));
  }

  /** A line, cut off where the terminal ends. */
  public void print(String line) {
    out.println(fit(line, COLUMNS).stripTrailing());
    out.flush();
  }

  /** Milliseconds as seconds, written alike in every country. */
  public static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  /** As much of {@code text} as fits into {@code columns}. */
  public static String fit(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
  }
}
