package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The channels that anybody uses or used in the last minutes.
 *
 * <p>Confined to the event loop.
 */
final class Channels {
  private static final Duration SWEEP = Duration.ofSeconds(30);

  /** Of the past of all channels, for each retention; a few times as much on the heap. */
  private static final long ARCHIVE_BYTES = 32L * 1024 * 1024;

  private final Timers timers;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<Retention, Archive> archives = new EnumMap<>(Retention.class);
  private Timers.Alarm sweep = () -> {};

  Channels(Timers timers) {
    this.timers = timers;
    for (Retention retention : Retention.values()) {
      archives.put(retention, new Archive(retention.kept(), ARCHIVE_BYTES));
    }
  }

  /** The channel of that name, if it is in use or remembered. */
  Optional<Channel> find(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  /** The channel of that name, made if there is none. The name must be a valid one. */
  Channel get(String name) {
    if (channels.isEmpty()) {
      sweep = timers.after(SWEEP, this::sweep);
    }
    return channels.computeIfAbsent(name, this::create);
  }

  /** Who is present on the channel of that name. */
  List<Member> membersOf(String name) {
    return find(name).map(channel -> channel.presence().members()).orElse(List.of());
  }

  /** Whether somebody is attached to the channel of that name. */
  boolean isAttached(String name) {
    return find(name).filter(channel -> channel.attached() > 0).isPresent();
  }

  /** Drops all that is known, without telling anybody. */
  void forgetAll() {
    channels.clear();
    archives.values().forEach(Archive::clear);
    sweep.cancel();
  }

  /** Lets all members of a connection leave, on every channel. */
  void leaveAll(String connectionId) {
    Instant now = timers.now();
    List<Channel> all = new ArrayList<>(channels.values());
    all.forEach(channel -> channel.leaveAll(connectionId, now));
  }

  private Channel create(String name) {
    Archive archive = Objects.requireNonNull(archives.get(Retention.of(name)));
    return new Channel(name, archive, timers.now());
  }

  private void sweep() {
    Instant now = timers.now();
    channels.values().removeIf(channel -> channel.isIdle(now));
    if (!channels.isEmpty()) {
      sweep = timers.after(SWEEP, this::sweep);
    }
  }
}
