package dev.understudy.presence.ably;

import io.ably.lib.util.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The client's log, handed to ours. What it says below a warning names URLs with the key in them and
 * is dropped.
 */
final class AblyLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.ably");

  private AblyLog() {}

  static void println(int severity, String tag, String message, @Nullable Throwable thrown) {
    if (severity >= Log.WARN) {
      Level level = severity >= Log.ERROR ? Level.ERROR : Level.WARN;
      LOG.atLevel(level).setCause(thrown).log("{}: {}", tag, message);
    }
  }
}
