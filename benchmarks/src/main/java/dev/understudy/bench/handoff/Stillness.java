package dev.understudy.bench.handoff;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/** The longest time in which no worker was at work, since it began. Thread-safe. */
final class Stillness {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private long lastTick = System.nanoTime();

  @GuardedBy("lock")
  private long longest;

  /** Takes a line of any worker's standard output. */
  void hear(String line) {
    if (line.startsWith(WorkerProcess.TICK)) {
      synchronized (lock) {
        note();
      }
    }
  }

  /** Forgets what was before. */
  void begin() {
    synchronized (lock) {
      note();
      longest = 0;
    }
  }

  @GuardedBy("lock")
  private void note() {
    long now = System.nanoTime();
    longest = Math.max(longest, now - lastTick);
    lastTick = now;
  }

  /** With the one that may go on. */
  Duration longest() {
    synchronized (lock) {
      note();
      return Duration.ofNanos(longest);
    }
  }
}
