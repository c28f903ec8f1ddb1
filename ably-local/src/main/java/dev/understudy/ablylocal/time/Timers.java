package dev.understudy.ablylocal.time;

import java.time.Duration;
import java.time.Instant;

/** The clock and the alarms of the thread that owns the state; what is due runs on that thread. */
public interface Timers {

  /** Something that is due later. */
  interface Alarm {
    /** Makes sure it does not happen, if it has not happened yet. */
    void cancel();
  }

  Instant now();

  Alarm after(Duration delay, Runnable task);
}
