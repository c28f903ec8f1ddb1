package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What several pasts keep for the same time, and together in a bounded memory: the oldest part of all of them goes first, be
 * it because its time is over or to make room.
 *
 * <p>Confined to the event loop. Whoever reads a past has the archive forget first.
 */
final class Archive {
  private final Duration kept;
  private final long capacity;
  private final Deque<Part> oldestFirst = new ArrayDeque<>();
  private long bytes;

  /** The newest part that a past had at an instant. */
  private record Part(Past past, Instant at, long bytes) {}

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
   * Takes note of what was just added to {@code past}.
   *
   * @param size about what it takes of the memory, in bytes
   */
  void add(Past past, long size, Instant now) {
    bytes += size;
    oldestFirst.addLast(new Part(past, now, size));
    forget(now);
  }

  /** Lets go of all, for the pasts are forgotten too. */
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
      part.past().forgetOldest();
    }
  }
}
