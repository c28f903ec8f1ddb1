package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The channels that anybody uses or used in the last minutes.
 *
 * <p>Confined to the event loop.
 */
final class Channels {
  private static final Duration SWEEP = Duration.ofSeconds(30);

  private final Timers timers;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private Timers.Alarm sweep = () -> {};

  Channels(Timers timers) {
    this.timers = timers;
  }

  /** The channel of that name, made if there is none. The name must be a valid one. */
  Channel get(String name) {
    if (channels.isEmpty()) {
      sweep = timers.after(SWEEP, this::sweep);
    }
    return channels.computeIfAbsent(name, added -> new Channel(added, timers.now()));
  }

  /** The channel of that name; empty if nobody used it of late. */
  Optional<Channel> find(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  /** Drops all that is known, without telling anybody. */
  void forgetAll() {
    channels.clear();
    sweep.cancel();
  }

  /** Lets all members of a connection leave, on every channel. */
  void leaveAll(String connectionId) {
    Instant now = timers.now();
    List<Channel> all = new ArrayList<>(channels.values());
    all.forEach(channel -> channel.leaveAll(connectionId, now));
  }

  private void sweep() {
    Instant now = timers.now();
    channels.values().removeIf(channel -> channel.isIdle(now));
    if (!channels.isEmpty()) {
      sweep = timers.after(SWEEP, this::sweep);
    }
  }
}
