package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What happened on a channel of late, for those who were away. Ably keeps it for 2 minutes; the number is bounded too, so
 * that a busy channel does not fill the memory.
 *
 * <p>Confined to the event loop.
 */
final class Backlog {
  static final Duration KEPT = Duration.ofMinutes(2);
  private static final int MOST = 10_000;

  private final Deque<ChannelEvent> events = new ArrayDeque<>();

  /** The position after which nothing is missing. */
  private String floor;

  Backlog(String floor) {
    this.floor = floor;
  }

  void add(ChannelEvent event) {
    events.addLast(event);
    prune(event.at());
  }

  /** All that happened after {@code serial}; empty if some of it is kept no more. */
  Optional<List<ChannelEvent>> since(String serial, Instant now) {
    prune(now);
    return serial.compareTo(floor) < 0
        ? Optional.empty()
        : Optional.of(events.stream()
            .filter(event -> event.serial().compareTo(serial) > 0)
            .toList());
  }

  /** The messages not older than {@code start}, the oldest first. */
  List<ChannelEvent> messagesFrom(Instant start) {
    return events.stream()
        .filter(ChannelEvent::isMessage)
        .filter(event -> !event.at().isBefore(start))
        .toList();
  }

  boolean isEmpty(Instant now) {
    prune(now);
    return events.isEmpty();
  }

  private void prune(Instant now) {
    Instant oldest = now.minus(KEPT);
    while (!events.isEmpty() && (events.size() > MOST || events.getFirst().at().isBefore(oldest))) {
      floor = events.removeFirst().serial();
    }
  }
}
