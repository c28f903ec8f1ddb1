package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.presence.Member;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The channels that anybody uses or used in the last minutes.
 *
 * <p>Confined to the event loop.
 */
public final class Channels {
  private static final Duration SWEEP = Duration.ofSeconds(30);

  private final ServerWide serverWide;
  private final int most;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private Timers.Alarm sweep = () -> {};

  /**
   * The channels of an app; none yet.
   *
   * @param most as many as there may be in all apps together
   */
  public Channels(ServerWide serverWide, int most) {
    this.serverWide = serverWide;
    this.most = most;
  }

  /** The channel of that name, if it is in use or remembered. */
  public Optional<Channel> find(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  /** The channel of that name, made if there is none. The name must be a valid one, and there must be room for it. */
  public Channel get(String name) {
    if (channels.isEmpty()) {
      sweep = serverWide.timers().after(SWEEP, this::sweep);
    }
    return channels.computeIfAbsent(name, this::create);
  }

  /**
   * Makes room for a channel of that name: if there are too many, one that nobody uses is forgotten
   * with its past. Why there is no room; empty if there is.
   */
  public Optional<ErrorInfo> makeRoomFor(String name) {
    boolean room =
        channels.containsKey(name) || serverWide.channels().number() < most || forgetOne();
    return room ? Optional.empty() : Optional.of(LimitErrors.tooManyChannelsInAll(most));
  }

  /** Who is present on the channel of that name. */
  public List<Member> membersOf(String name) {
    return find(name).map(channel -> channel.presence().members()).orElse(List.of());
  }

  /** Whether somebody is attached to the channel of that name. */
  public boolean isAttached(String name) {
    return find(name).filter(channel -> !channel.attachments().isEmpty()).isPresent();
  }

  /** Drops all that is known, without telling anybody. */
  public void forgetAll() {
    serverWide.channels().add(-channels.size());
    channels.clear();
    sweep.cancel();
  }

  /** Lets all members of a connection leave, on every channel. */
  public void leaveAll(String connectionId) {
    Instant now = serverWide.timers().now();
    List<Channel> all = new ArrayList<>(channels.values());
    all.forEach(channel -> channel.leaveAll(connectionId, now));
  }

  private Channel create(String name) {
    serverWide.channels().add(1);
    return new Channel(name, serverWide.archives(), serverWide.timers().now());
  }

  /** Forgets the first that nobody uses; whether there was one. */
  private boolean forgetOne() {
    Optional<Channel> unused =
        channels.values().stream().filter(channel -> !channel.isUsed()).findFirst();
    unused.ifPresent(channel -> {
      channels.remove(channel.name());
      serverWide.channels().add(-1);
    });
    return unused.isPresent();
  }

  private void sweep() {
    Instant now = serverWide.timers().now();
    forgetIf(channel -> channel.isIdle(now));
    if (!channels.isEmpty()) {
      sweep = serverWide.timers().after(SWEEP, this::sweep);
    }
  }

  private void forgetIf(Predicate<Channel> forgotten) {
    int before = channels.size();
    channels.values().removeIf(forgotten);
    serverWide.channels().add(channels.size() - before);
  }
}
