package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of the server behind its sockets: owns the apps, lets clients in, and answers frames.
 *
 * <p>Confined to the event loop, so that nothing in it needs a lock: a frame is answered before the next is looked at, and
 * whatever is due later runs on that loop too.
 */
final class Realtime {
  private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);

  private final Timers timers;
  private final Apps apps;
  private final Authentication authentication;
  private final Reauthentication reauthentication;
  private final PresenceOperations presence = new PresenceOperations();
  private final Rest rest;

  Realtime(ApiKey key, Timers timers) {
    this(List.of(key), timers);
  }

  Realtime(List<ApiKey> keys, Timers timers) {
    this.timers = timers;
    this.apps = new Apps(keys, timers);
    this.authentication = new Authentication(apps, timers);
    this.reauthentication = new Reauthentication(authentication);
    this.rest = new Rest(new RestRoutes(apps, authentication, timers).all());
  }

  /**
   * Lets a client in. Empty if it is refused: it was told so by an ERROR, for a refused handshake would make the SDKs try
   * forever.
   */
  Optional<Transport> connect(ConnectRequest request, Link link) {
    Admission admission = authentication.of(request.credentials(), request.clientId());
    if (admission instanceof Admission.Granted granted) {
      Grant grant = granted.grant();
      return Optional.of(grant.app().connections().open(grant, request, link));
    } else if (admission instanceof Admission.Refused refused) {
      LOG.info("connection refused: {}", refused.error().message());
      link.send(Frames.error(refused.error()));
      link.close();
      return Optional.empty();
    } else {
      throw new AssertionError(admission);
    }
  }

  /** The other way in, over the same apps. */
  Rest rest() {
    return rest;
  }

  /** Takes one WebSocket message. A fault here ends this transport, and touches no other. */
  void receive(Transport transport, byte[] bytes) {
    if (!isCurrent(transport)) {
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
    if (isCurrent(transport)) {
      transport.connection().heard();
    }
  }

  /** Takes note that a socket is gone. */
  void lost(Transport transport) {
    transport.app().connections().lost(transport);
  }

  /** Forgets all connections, so that nothing is due any more and no socket's end means anything. */
  void shutdown() {
    apps.all().forEach(app -> app.connections().forgetAll());
  }

  private void answer(Transport transport, ObjectNode tree) {
    Frame frame = new Frame(tree);
    frame.action().ifPresent(action -> answer(transport, action, frame));
  }

  private void answer(Transport transport, Action action, Frame frame) {
    switch (action) {
      case HEARTBEAT ->
        transport.send(frame.id().map(Frames::heartbeat).orElseGet(Frames::heartbeat));
      case ATTACH -> transport.app().attaching().attach(transport, frame, timers.now());
      case DETACH -> transport.app().attaching().detach(transport, frame, timers.now());
      case SYNC -> transport.app().attaching().sync(transport, frame);
      case PRESENCE, MESSAGE, OBJECT, ANNOTATION -> acknowledge(transport, action, frame);
      case AUTH ->
        reauthentication
            .apply(transport, frame, timers.now())
            .ifPresent(error -> reject(transport, error));
      case CLOSE -> transport.app().connections().close(transport);
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
      case MESSAGE -> transport.app().publishing().publish(transport, frame, timers.now());
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
    lost(transport);
  }

  private static boolean isCurrent(Transport transport) {
    return transport.app().connections().isCurrent(transport);
  }
}
