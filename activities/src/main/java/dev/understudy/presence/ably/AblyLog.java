package dev.understudy.presence.ably;

import io.ably.lib.util.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's log, handed to ours. What it says below a warning names URLs with the key in them and
 * is dropped.
 */
final class AblyLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.ably");

  /** Tells of each failed try with its stack; that a connection is lost, and back, is told once, elsewhere. */
  private static final String TRANSPORT = "WebSocketTransport";

  private AblyLog() {}

  static void println(int severity, String tag, String message, @Nullable Throwable thrown) {
    if (severity >= Log.WARN && !tag.endsWith(TRANSPORT)) {
      say(severity, tag, message, thrown);
    }
  }

  /** Not in the fluent way, which goes past a filter of logback's. */
  private static void say(int severity, String tag, String message, @Nullable Throwable thrown) {
    if (severity >= Log.ERROR) {
      LOG.error("{}: {}", tag, message, thrown);
    } else {
      LOG.warn("{}: {}", tag, message, thrown);
    }
  }
}
