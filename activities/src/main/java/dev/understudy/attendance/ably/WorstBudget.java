package dev.understudy.attendance.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The least that any takeover of the last five minutes had left of its budget. Thread-safe. */
final class WorstBudget {
  /** Longer than whoever reads metrics looks away. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private record Left(Duration budget, long atNanos) {}

  private final Duration whole;
  private final Object lock = new Object();

  /** Those that are the least of all that came after them: ever more is left, from the first to the last. */
  @GuardedBy("lock")
  private final Deque<Left> least = new ArrayDeque<>();

  WorstBudget(Duration whole) {
    this.whole = whole;
  }

  void note(Duration left, long nowNanos) {
    synchronized (lock) {
      forget(nowNanos);
      while (!least.isEmpty() && least.getLast().budget().compareTo(left) >= 0) {
        least.removeLast();
      }
      least.addLast(new Left(left, nowNanos));
    }
  }

  @GuardedBy("lock")
  private void forget(long nowNanos) {
    while (!least.isEmpty() && nowNanos - least.getFirst().atNanos() > WINDOW.toNanos()) {
      least.removeFirst();
    }
  }

  /** How many takeovers it keeps. */
  int size() {
    synchronized (lock) {
      return least.size();
    }
  }

  /** All of it if there was no takeover. */
  Duration worst(long nowNanos) {
    synchronized (lock) {
      forget(nowNanos);
      return least.isEmpty() ? whole : least.getFirst().budget();
    }
  }
}
