package dev.understudy.samples.watcher;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.samples.watcher.Report.Sight;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ConnectionState;
import java.util.function.Consumer;

/**
 * Whether presence events can reach the watcher: only over a connection that is connected and a
 * channel that is attached, with the right to see who is there. Silent until both are for the first time; then
 * reports each change. Thread-safe.
 */
final class LineOfSight {
  private final Consumer<? super Sight> reports;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private ConnectionState connection = ConnectionState.initialized;

  @GuardedBy("lock")
  private ChannelState channel = ChannelState.initialized;

  @GuardedBy("lock")
  private boolean isAllowed;

  @GuardedBy("lock")
  private boolean wasEverClear;

  @GuardedBy("lock")
  private boolean isClear;

  LineOfSight(Consumer<? super Sight> reports) {
    this.reports = reports;
  }

  void connection(long atMillis, ConnectionState state) {
    synchronized (lock) {
      connection = state;
      look(atMillis, "connection " + state);
    }
  }

  /** {@code maySee} is what Ably granted when it attached the channel last. */
  void channel(long atMillis, ChannelState state, boolean maySee) {
    synchronized (lock) {
      channel = state;
      isAllowed = maySee;
      boolean isForbidden = state == ChannelState.attached && !maySee;
      look(atMillis, "channel " + state + (isForbidden ? ", but shows nobody" : ""));
    }
  }

  @GuardedBy("lock")
  private void look(long atMillis, String reason) {
    boolean clear =
        connection == ConnectionState.connected && channel == ChannelState.attached && isAllowed;
    if (wasEverClear && clear != isClear) {
      reports.accept(new Sight(atMillis, clear, reason));
    }
    wasEverClear |= clear;
    isClear = clear;
  }
}
