package dev.understudy.cli.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.understudy.Internal;
import dev.understudy.worker.TemporalLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps the clients of Ably and Temporal from logging while a command starts: whatever goes wrong
 * then is told as a fault, in one line. Confined to one thread.
 */
@Internal
public final class QuietStart {
  private final Library ably = new Library("io.ably");
  private final Library temporal = new Library("io.temporal");
  private final Library connections = new Library("dev.understudy.presence.ably");
  private final Library outages = new Library(TemporalLink.class.getName());

  private QuietStart() {}

  public static QuietStart begin() {
    QuietStart quiet = new QuietStart();
    quiet.ably.set(Level.OFF);
    quiet.connections.set(Level.OFF);
    quiet.outages.set(Level.OFF);
    // It warns of what is told anyway; an error of its own would be told by nobody else.
    quiet.temporal.set(Level.ERROR);
    return quiet;
  }

  /** The command has started: from here on the log is how anybody learns of trouble. */
  public void succeeded() {
    ably.reset();
    connections.reset();
    outages.reset();
    temporal.reset();
  }

  /** The log of a library. */
  private static final class Library {
    private final Logger logger;
    private final @Nullable Level usual;

    Library(String name) {
      logger = (Logger) LoggerFactory.getLogger(name);
      usual = logger.getLevel();
    }

    void set(Level level) {
      logger.setLevel(level);
    }

    void reset() {
      logger.setLevel(usual);
    }
  }
}
