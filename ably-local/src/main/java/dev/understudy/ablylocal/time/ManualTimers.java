package dev.understudy.ablylocal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still until told; what falls due on the way runs in order, each at its own time.
 *
 * <p>Confined to one thread.
 */
public final class ManualTimers implements Timers {
  private final List<Due> due = new ArrayList<>();
  private long made;
  private Instant now;

  private record Due(Instant at, long number, Runnable task) {}

  /** A clock that stands at noon of the first day of 2026. */
  public ManualTimers() {
    this(Instant.parse("2026-01-01T12:00:00Z"));
  }

  public ManualTimers(Instant start) {
    this.now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    Due entry = new Due(now.plus(delay), made++, task);
    due.add(entry);
    return () -> due.remove(entry);
  }

  public int pending() {
    return due.size();
  }

  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    while (stepTowards(end)) {
      // Each step runs one task.
    }
  }

  /**
   * Runs the next task that is due until {@code end}, at its time; without one, goes to {@code end}
   * and returns false.
   */
  public boolean stepTowards(Instant end) {
    Optional<Due> next = nextUntil(end);
    next.ifPresentOrElse(this::run, () -> now = later(end));
    return next.isPresent();
  }

  private void run(Due entry) {
    due.remove(entry);
    now = later(entry.at());
    entry.task().run();
  }

  private Optional<Due> nextUntil(Instant end) {
    return due.stream()
        .filter(entry -> !entry.at().isAfter(end))
        .min(Comparator.comparing(Due::at).thenComparing(Due::number));
  }

  /** Time does not go back when two move it at once. */
  private Instant later(Instant instant) {
    return instant.isAfter(now) ? instant : now;
  }
}
