package dev.understudy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps the client of Ably from logging while a command starts: whatever goes wrong then is told as a
 * fault, in one line. Confined to one thread.
 */
final class QuietStart {
  private final Logger ably = (Logger) LoggerFactory.getLogger("io.ably");
  private final @Nullable Level usual = ably.getLevel();

  private QuietStart() {}

  static QuietStart begin() {
    QuietStart quiet = new QuietStart();
    quiet.ably.setLevel(Level.OFF);
    return quiet;
  }

  /** The command has started: from here on the log is how anybody learns of trouble. */
  void succeeded() {
    ably.setLevel(usual);
  }
}
