package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of the server behind its sockets: owns connections, channels and presence, and answers frames.
 *
 * <p>Confined to the event loop, so that nothing in it needs a lock: a frame is answered before the next is looked at, and
 * whatever is due later runs on that loop too.
 */
final class Realtime {
  private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);

  private final Timers timers;
  private final Refusals refusals = new Refusals();
  private final FrameLog log;
  private final Channels channels;
  private final Connections connections;
  private final Attaching attaching;
  private final Publishing publishing;
  private final PresenceOperations presence;
  private final Limits limits;

  /** With the limits of Ably's Standard package. */
  Realtime(ApiKey key, Timers timers) {
    this(key, timers, Limits.STANDARD);
  }

  Realtime(ApiKey key, Timers timers, Limits limits) {
    this.limits = limits;
    this.timers = timers;
    this.log = new FrameLog(timers);
    this.channels = new Channels(timers);
    this.connections = new Connections(key, timers, channels, log, limits);
    this.attaching = new Attaching(channels, limits);
    this.publishing = new Publishing(channels, limits);
    this.presence = new PresenceOperations(limits);
  }

  /** Lets a client in; empty if it was refused. */
  Optional<Transport> connect(ConnectRequest request, Link link) {
    FaultyLink faulty = new FaultyLink(link, timers);
    Optional<ErrorInfo> refusal = refusals.connection();
    refusal.ifPresent(error -> connections.refuse(faulty, error));
    return refusal.isPresent() ? Optional.empty() : connections.open(request, faulty);
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
    transport.link().receive(() -> connections.lost(transport));
  }

  /** Forgets all connections, so that nothing is due any more and no socket's end means anything. */
  void shutdown() {
    connections.forgetAll();
  }

  Refusals refusals() {
    return refusals;
  }

  FrameLog log() {
    return log;
  }

  Connections connections() {
    return connections;
  }

  /** Ends a transport by the server's own will. */
  void drop(Transport transport, Drop how) {
    how.perform(transport);
    connections.lost(transport);
  }

  /** Loses the continuity of a channel that somebody is attached to. */
  void loseContinuity(String channel) {
    attaching.loseContinuity(channels
        .find(channel)
        .filter(found -> !found.attachments().isEmpty())
        .orElseThrow(() -> new IllegalStateException("nobody is attached to " + channel)));
  }

  /** Cuts everybody off and forgets everything. */
  void restart() {
    connections.all().stream()
        .flatMap(connection -> connection.transport().stream())
        .forEach(transport -> transport.link().cut());
    connections.forgetAll();
    channels.forgetAll();
  }

  private void noteSignOfLife(Transport transport) {
    if (connections.isCurrent(transport)) {
      transport.connection().heard();
    }
  }

  private void take(Transport transport, byte[] bytes) {
    if (!connections.isCurrent(transport)) {
      return;
    }
    transport.connection().heard();
    try {
      transport
          .options()
          .format()
          .decode(bytes)
          .ifPresentOrElse(
              tree -> answer(transport, tree, bytes),
              () -> reject(transport, ErrorInfo.malformed("not readable")));
    } catch (RuntimeException e) {
      LOG.error("frame of connection {} failed", transport.connectionId(), e);
      reject(transport, ErrorInfo.internal());
    }
  }

  private void answer(Transport transport, ObjectNode tree, byte[] bytes) {
    log.received(transport.connectionId(), transport.options().format(), bytes);
    Frame frame = new Frame(tree);
    frame.action().ifPresent(action -> answer(transport, action, frame));
  }

  private void answer(Transport transport, Action action, Frame frame) {
    switch (action) {
      case HEARTBEAT ->
        transport.send(frame.id().map(Frames::heartbeat).orElseGet(Frames::heartbeat));
      case ATTACH -> attach(transport, frame);
      case DETACH -> attaching.detach(transport, frame, timers.now());
      case SYNC -> attaching.sync(transport, frame);
      case PRESENCE, MESSAGE, OBJECT, ANNOTATION -> acknowledge(transport, action, frame);
      case CLOSE -> connections.close(transport);
      default ->
        LOG.debug(
            "connection {} sent {}, which asks for nothing", transport.connectionId(), action);
    }
  }

  private void attach(Transport transport, Frame frame) {
    refusals
        .attach(frame.channel())
        .ifPresentOrElse(
            refusal -> transport.send(Frames.channelError(frame.channel(), refusal)),
            () -> attaching.attach(transport, frame, timers.now()));
  }

  private void acknowledge(Transport transport, Action action, Frame frame) {
    SerialWindow serials = transport.connection().serials();
    long msgSerial = frame.msgSerial();
    if (serials.isRepeat(msgSerial)) {
      send(transport, msgSerial, serials.firstOutcome(msgSerial));
    } else {
      Outcome outcome = perform(transport, action, frame);
      serials.taken(msgSerial, outcome);
      send(transport, msgSerial, outcome);
    }
  }

  private Outcome perform(Transport transport, Action action, Frame frame) {
    int rate = limits.rates().perConnection();
    return transport.connection().inbound().admits(frame.weight(), rate, timers.now())
        ? apply(transport, action, frame)
        : new Outcome.Refused(ErrorInfo.connectionRateExceeded(rate));
  }

  private Outcome apply(Transport transport, Action action, Frame frame) {
    return switch (action) {
      case PRESENCE ->
        refusals
            .presence(frame.channel())
            .<Outcome>map(Outcome.Refused::new)
            .orElseGet(() -> presence.apply(transport, frame, timers.now()));
      case MESSAGE -> publishing.publish(transport, frame, timers.now());
      default -> new Outcome.Refused(ErrorInfo.notSupported(action + " is"));
    };
  }

  private static void send(Transport transport, long msgSerial, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      transport.send(Frames.ack(msgSerial, accepted.serials()));
    } else if (outcome instanceof Outcome.Refused refused) {
      transport.send(Frames.nack(msgSerial, refused.error()));
    } else {
      throw new AssertionError(outcome);
    }
  }

  private void reject(Transport transport, ErrorInfo error) {
    transport.send(Frames.error(error));
    transport.link().close();
    connections.lost(transport);
  }
}
