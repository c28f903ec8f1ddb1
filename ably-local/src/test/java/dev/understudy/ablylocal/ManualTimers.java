package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that stands still until told; what falls due on the way runs in order, each at its own time. */
final class ManualTimers implements Timers {
  private final List<Due> due = new ArrayList<>();
  private long made;
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  private record Due(Instant at, long number, Runnable task) {}

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

  int pending() {
    return due.size();
  }

  void advance(Duration duration) {
    Instant end = now.plus(duration);
    for (Optional<Due> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
      Due entry = next.get();
      due.remove(entry);
      now = entry.at();
      entry.task().run();
    }
    now = end;
  }

  private Optional<Due> nextUntil(Instant end) {
    return due.stream()
        .filter(entry -> !entry.at().isAfter(end))
        .min(Comparator.comparing(Due::at).thenComparing(Due::number));
  }
}
