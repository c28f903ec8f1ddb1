package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What several histories keep for the same time, and together in a bounded memory: the oldest of all of them goes first, be
 * it because its time is over or to make room.
 *
 * <p>Confined to the event loop. Whoever reads a history has the archive forget first.
 */
final class Archive {
  private final Duration kept;
  private final long capacity;
  private final Deque<History> oldestFirst = new ArrayDeque<>();
  private long bytes;

  /**
   * An empty one.
   *
   * @param capacity in bytes, as {@link History.Entry#bytes} counts them
   */
  Archive(Duration kept, long capacity) {
    this.kept = kept;
    this.capacity = capacity;
  }

  void add(History history, String serial, Instant now, ObjectNode message) {
    bytes += history.append(serial, now, message).bytes();
    oldestFirst.addLast(history);
    forget(now);
  }

  /** Lets go of all, for the histories are forgotten too. */
  void clear() {
    oldestFirst.clear();
    bytes = 0;
  }

  /** Lets go of what is older than is kept, or too much. */
  void forget(Instant now) {
    Instant oldest = now.minus(kept);
    while (!oldestFirst.isEmpty()
        && (bytes > capacity || oldestFirst.getFirst().oldest().at().isBefore(oldest))) {
      History history = oldestFirst.removeFirst();
      bytes -= history.oldest().bytes();
      history.removeOldest();
    }
  }
}
