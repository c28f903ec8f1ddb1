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
  private final Connections connections;
  private final Attaching attaching;
  private final Publishing publishing;
  private final PresenceOperations presence = new PresenceOperations();
  private final Rest rest;

  Realtime(ApiKey key, Timers timers) {
    Channels channels = new Channels(timers);
    this.timers = timers;
    this.connections = new Connections(key, timers, channels);
    this.attaching = new Attaching(channels);
    this.publishing = new Publishing(channels);
    this.rest =
        new Rest(new RestDoor(key), new RestRoutes(channels, connections, publishing, timers));
  }

  /** Lets a client in; empty if it was refused. */
  Optional<Transport> connect(ConnectRequest request, Link link) {
    return connections.open(request, link);
  }

  /** The other way in, over the same channels. */
  Rest rest() {
    return rest;
  }

  /** Takes one WebSocket message. A fault here ends this transport, and touches no other. */
  void receive(Transport transport, byte[] bytes) {
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
              tree -> answer(transport, tree),
              () -> reject(transport, ErrorInfo.malformed("not readable")));
    } catch (RuntimeException e) {
      LOG.error("frame of connection {} failed", transport.connectionId(), e);
      reject(transport, ErrorInfo.internal());
    }
  }

  /** Takes note of a sign of life. */
  void heard(Transport transport) {
    if (connections.isCurrent(transport)) {
      transport.connection().heard();
    }
  }

  /** Takes note that a socket is gone. */
  void lost(Transport transport) {
    connections.lost(transport);
  }

  /** Forgets all connections, so that nothing is due any more and no socket's end means anything. */
  void shutdown() {
    connections.forgetAll();
  }

  private void answer(Transport transport, ObjectNode tree) {
    Frame frame = new Frame(tree);
    frame.action().ifPresent(action -> answer(transport, action, frame));
  }

  private void answer(Transport transport, Action action, Frame frame) {
    switch (action) {
      case HEARTBEAT ->
        transport.send(frame.id().map(Frames::heartbeat).orElseGet(Frames::heartbeat));
      case ATTACH -> attaching.attach(transport, frame, timers.now());
      case DETACH -> attaching.detach(transport, frame, timers.now());
      case SYNC -> attaching.sync(transport, frame);
      case PRESENCE, MESSAGE, OBJECT, ANNOTATION -> acknowledge(transport, action, frame);
      case CLOSE -> connections.close(transport);
      default ->
        LOG.debug(
            "connection {} sent {}, which asks for nothing", transport.connectionId(), action);
    }
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
    return switch (action) {
      case PRESENCE -> presence.apply(transport, frame, timers.now());
      case MESSAGE -> publishing.publish(transport, frame, timers.now());
      case ANNOTATION -> new Outcome.Refused(ErrorInfo.notMutable());
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
