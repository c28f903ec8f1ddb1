package dev.understudy.ablylocal.past;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What happened on a channel of late, for those who were away. Ably keeps it for 2 minutes; here an
 * archive, which bounds it together with that of all other channels, may let go of it earlier.
 *
 * <p>Confined to the event loop.
 */
public final class Backlog implements Archived {
  public static final Duration KEPT = Retention.RECENT.kept();

  private final Archive archive;
  private final Deque<ChannelEvent> events = new ArrayDeque<>();

  /** The position after which nothing is missing. */
  private String floor;

  public Backlog(String floor, Archive archive) {
    this.floor = floor;
    this.archive = archive;
  }

  public void add(ChannelEvent event) {
    events.addLast(event);
    archive.add(this, event.frame().bytes(), event.at());
  }

  /** All that happened after {@code serial}; empty if some of it is kept no more. */
  public Optional<List<ChannelEvent>> since(String serial, Instant now) {
    archive.forget(now);
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

  public boolean isEmpty(Instant now) {
    archive.forget(now);
    return events.isEmpty();
  }

  @Override
  public void forgetOldest() {
    floor = events.removeFirst().serial();
  }
}
