package dev.understudy.ablylocal.past;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What several hold for the same time, and together in a bounded memory: the oldest part of all of
 * them goes first, be it because its time is over or to make room.
 *
 * <p>Confined to the event loop. Whoever reads something archived has the archive forget first.
 */
public final class Archive {
  private final Duration kept;
  private final long capacity;
  private final Deque<Part> oldestFirst = new ArrayDeque<>();
  private long bytes;

  /** What was added to {@code owner} at an instant. */
  private record Part(Archived owner, Instant at, long bytes) {}

  /**
   * An empty one.
   *
   * @param capacity in bytes
   */
  Archive(Duration kept, long capacity) {
    this.kept = kept;
    this.capacity = capacity;
  }

  /**
   * Takes note of what was just added to {@code owner}.
   *
   * @param size about what it takes of the memory, in bytes
   */
  void add(Archived owner, long size, Instant now) {
    bytes += size;
    oldestFirst.addLast(new Part(owner, now, size));
    forget(now);
  }

  /** Lets go of all, for what it bounds is forgotten too. */
  void clear() {
    oldestFirst.clear();
    bytes = 0;
  }

  /** Lets go of what is older than is kept, or too much. */
  void forget(Instant now) {
    Instant oldest = now.minus(kept);
    while (!oldestFirst.isEmpty()
        && (bytes > capacity || oldestFirst.getFirst().at().isBefore(oldest))) {
      Part part = oldestFirst.removeFirst();
      bytes -= part.bytes();
      part.owner().forgetOldest();
    }
  }
}
