package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of the server behind its sockets: owns the apps, and takes what clients send.
 *
 * <p>Confined to the event loop, so that nothing in it needs a lock: a frame is answered before the next is looked at, and
 * whatever is due later runs on that loop too.
 */
final class Realtime {
  private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);

  private final Timers timers;
  private final Refusals refusals;
  private final FrameLog log;
  private final Apps apps;
  private final RealtimeDoor door;
  private final Rest rest;

  /** With one key, and the limits of Ably's Standard package. */
  Realtime(ApiKey key, Timers timers) {
    this(List.of(key), timers, Limits.STANDARD);
  }

  Realtime(List<ApiKey> keys, Timers timers, Limits limits) {
    Shared shared = new Shared(timers);
    this.timers = timers;
    this.refusals = shared.refusals();
    this.log = shared.log();
    this.apps = new Apps(keys, shared, limits);
    this.door = new RealtimeDoor(apps, refusals);
    this.rest = new Rest(new RestRoutes(apps, timers).all());
  }

  /** Lets a client in. Empty if it is refused, and was told so. */
  Optional<Transport> connect(ConnectRequest request, Link link) {
    return door.open(request, new FaultyLink(link, timers));
  }

  /** Takes one WebSocket message. A fault here ends this transport, and touches no other. */
  void receive(Transport transport, byte[] bytes) {
    transport.link().receive(() -> take(transport, bytes));
  }

  /** Takes note of a sign of life. */
  void heard(Transport transport) {
    transport.link().receive(() -> noteSignOfLife(transport));
  }

  /** Takes note that a socket is gone. */
  void lost(Transport transport) {
    transport.link().receive(() -> noteLoss(transport));
  }

  /** Forgets all connections, so that nothing is due any more and no socket's end means anything. */
  void shutdown() {
    apps.all().forEach(app -> app.connections().forgetAll());
  }

  /** The other way in, over the same apps. */
  Rest rest() {
    return rest;
  }

  Refusals refusals() {
    return refusals;
  }

  FrameLog log() {
    return log;
  }

  /** Those of all apps that are alive or may be resumed. */
  List<Connection> connections() {
    return apps.all().stream().flatMap(app -> app.connections().all().stream()).toList();
  }

  /** Ends a transport by the server's own will. */
  void drop(Transport transport, Drop how) {
    how.perform(transport);
    noteLoss(transport);
  }

  /** Ends a connection as if its time were over. */
  void expire(Connection connection) {
    appOf(connection).ifPresent(app -> app.connections().expire(connection));
  }

  /** Loses the continuity of the channels of that name that somebody is attached to. */
  void loseContinuity(String channel) {
    List<App> concerned =
        apps.all().stream().filter(app -> app.channels().isAttached(channel)).toList();
    if (concerned.isEmpty()) {
      throw new IllegalStateException("nobody is attached to " + channel);
    }
    concerned.forEach(
        app -> app.operations().attaching().loseContinuity(app.channels().get(channel)));
  }

  /** Cuts everybody off and forgets everything but the apps and their keys. */
  void restart() {
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
