package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.AppKeys;
import dev.understudy.ablylocal.auth.Authentication;
import dev.understudy.ablylocal.auth.Revocation;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.channel.ServerWide;
import dev.understudy.ablylocal.connection.Connections;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An application: its keys, and the channels and connections of those who present them, which no
 * other application sees.
 *
 * <p>Confined to the event loop.
 */
public final class App {
  private final AppKeys keys;
  private final Timers timers;
  private final Channels channels;
  private final Connections connections;
  private final ChannelOperations operations;
  private final FrameDispatcher dispatcher;

  App(AppKeys keys, ServerWide serverWide, Authentication authentication, Limits limits) {
    this.keys = keys;
    this.timers = serverWide.timers();
    this.channels = new Channels(serverWide, limits.overall().channels());
    this.connections = new Connections(serverWide, channels, limits);
    this.operations = ChannelOperations.on(channels, limits);
    Reauthentication reauthentication =
        new Reauthentication(authentication, keys.appId(), connections, operations.attaching());
    this.dispatcher = new FrameDispatcher(connections, operations, reauthentication, serverWide);
  }

  public String id() {
    return keys.appId();
  }

  public List<ApiKey> keys() {
    return keys.all();
  }

  /**
   * Lets tokens be good no more, and cuts off who is connected by them; asks those for others first
   * if there is time.
   */
  public void revoke(Revocation revocation, Instant now) {
    Duration margin = Duration.between(now, revocation.appliesAt());
    keys.revocations().add(revocation);
    if (margin.isZero()) {
      connections.revoke(revocation);
    } else {
      connections.askForOthers(revocation);
      timers.after(margin, () -> connections.revoke(revocation));
    }
  }

  public Channels channels() {
    return channels;
  }

  public Connections connections() {
    return connections;
  }

  /** What can be done on its channels. */
  public ChannelOperations operations() {
    return operations;
  }

  /** What answers the frames of its clients. */
  public FrameDispatcher dispatcher() {
    return dispatcher;
  }
}
