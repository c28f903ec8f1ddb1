package dev.understudy.ablylocal.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.app.App;
import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.app.FrameDispatcher;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.channel.ServerWide;
import dev.understudy.ablylocal.connection.ConnectRequest;
import dev.understudy.ablylocal.connection.Connection;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.link.FaultyLink;
import dev.understudy.ablylocal.link.Link;
import dev.understudy.ablylocal.link.Refusals;
import dev.understudy.ablylocal.rest.Rest;
import dev.understudy.ablylocal.rest.RestRoutes;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.FrameLog;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of the server behind its sockets: owns the apps, and takes what clients send.
 *
 * <p>Confined to the event loop, so that nothing in it needs a lock: a frame is answered before the
 * next is looked at, and whatever is due later runs on that loop too.
 */
public final class Realtime {
  private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);

  private final Timers timers;
  private final Refusals refusals;
  private final FrameLog log;
  private final Apps apps;
  private final RealtimeDoor door;
  private final Rest rest;

  /** A server with one key, and the limits of Ably's Standard package. */
  public Realtime(ApiKey key, Timers timers) {
    this(List.of(key), timers, Limits.STANDARD);
  }

  public Realtime(List<ApiKey> keys, Timers timers, Limits limits) {
    ServerWide serverWide = new ServerWide(timers);
    this.timers = timers;
    this.refusals = serverWide.refusals();
    this.log = serverWide.log();
    this.apps = new Apps(keys, serverWide, limits);
    this.door = new RealtimeDoor(apps, refusals);
    this.rest = new Rest(new RestRoutes(apps, timers).all());
  }

  /** Lets a client in. Empty if it is refused, and was told so. */
  public Optional<Transport> connect(ConnectRequest request, Link link) {
    return door.open(request, new FaultyLink(link, timers));
  }

  /** Takes one WebSocket message. A fault here ends this transport, and touches no other. */
  public void receive(Transport transport, byte[] bytes) {
    transport.link().receive(() -> take(transport, bytes));
  }

  /** Takes note of a sign of life. */
  public void heard(Transport transport) {
    transport.link().receive(() -> noteSignOfLife(transport));
  }

  /** Takes note that a socket is gone. */
  public void lost(Transport transport) {
    transport.link().receive(() -> noteLoss(transport));
  }

  /** Forgets all connections, so that nothing is due any more and no socket's end means anything. */
  public void shutdown() {
    apps.all().forEach(app -> app.connections().forgetAll());
  }

  /** The other way in, over the same apps. */
  public Rest rest() {
    return rest;
  }

  public Refusals refusals() {
    return refusals;
  }

  public FrameLog log() {
    return log;
  }

  /** The connections of all apps that are alive or may be resumed. */
  public List<Connection> connections() {
    return apps.all().stream().flatMap(app -> app.connections().all().stream()).toList();
  }

  /** Ends a transport by the server's own will, in the way of {@code how}, and takes note of the loss. */
  public void end(Transport transport, Consumer<Transport> how) {
    how.accept(transport);
    noteLoss(transport);
  }

  /** Ends a connection as if its time were over. */
  public void expire(Connection connection) {
    appOf(connection).ifPresent(app -> app.connections().expire(connection));
  }

  /** Loses the continuity of the channels of that name that somebody is attached to. */
  public void loseContinuity(String channel) {
    List<App> concerned =
        apps.all().stream().filter(app -> app.channels().isAttached(channel)).toList();
    if (concerned.isEmpty()) {
      throw new IllegalStateException("nobody is attached to " + channel);
    }
    concerned.forEach(
        app -> app.operations().attaching().loseContinuity(app.channels().get(channel)));
  }

  /** Cuts everybody off and forgets everything but the apps and their keys. */
  public void restart() {
    connections().stream()
        .flatMap(connection -> connection.transport().stream())
        .forEach(transport -> transport.link().cut());
    shutdown();
    apps.forgetChannels();
  }

  private void noteLoss(Transport transport) {
    appOf(transport.connection()).ifPresent(app -> app.connections().lost(transport));
  }

  /** The app that a connection is of; empty if the app was deleted, and the connection with it. */
  private Optional<App> appOf(Connection connection) {
    return apps.app(connection.grant().appId());
  }

  private static void noteSignOfLife(Transport transport) {
    if (transport.isCurrent()) {
      transport.connection().heard();
    }
  }

  private void take(Transport transport, byte[] bytes) {
    if (transport.isCurrent()) {
      transport.connection().heard();
      appOf(transport.connection()).ifPresent(app -> take(app.dispatcher(), transport, bytes));
    }
  }

  private void take(FrameDispatcher dispatcher, Transport transport, byte[] bytes) {
    try {
      Optional<ObjectNode> frame = transport.options().format().decode(bytes);
      frame.ifPresentOrElse(
          tree -> answer(dispatcher, transport, tree, bytes),
          () -> dispatcher.reject(transport, ErrorInfo.malformed("not readable")));
    } catch (RuntimeException e) {
      LOG.error("frame of connection {} failed", transport.connectionId(), e);
      dispatcher.reject(transport, ErrorInfo.internal());
    }
  }

  private void answer(
      FrameDispatcher dispatcher, Transport transport, ObjectNode tree, byte[] bytes) {
    log.received(transport.connectionId(), transport.options().format(), bytes);
    dispatcher.answer(transport, new Frame(tree));
  }
}
