package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.channel.ServerWide;
import dev.understudy.ablylocal.connection.Connections;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.link.Refusals;
import dev.understudy.ablylocal.past.SerialWindow;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.Frames;
import dev.understudy.ablylocal.wire.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the frames of an app's clients: leads each to the part of the app that it asks something
 * of, and acknowledges those that are to be.
 *
 * <p>Confined to the event loop.
 */
public final class FrameDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(FrameDispatcher.class);

  private final Connections connections;
  private final ChannelOperations operations;
  private final Reauthentication reauthentication;
  private final Refusals refusals;
  private final Timers timers;

  FrameDispatcher(
      Connections connections,
      ChannelOperations operations,
      Reauthentication reauthentication,
      ServerWide serverWide) {
    this.connections = connections;
    this.operations = operations;
    this.reauthentication = reauthentication;
    this.refusals = serverWide.refusals();
    this.timers = serverWide.timers();
  }

  /** Answers a frame, unless it is one too many; one of an unknown action asks for nothing. */
  public void answer(Transport transport, Frame frame) {
    transport
        .connection()
        .inboundRates()
        .abuse(frame, timers.now())
        .ifPresentOrElse(
            abuse -> reject(transport, abuse),
            () -> frame.action().ifPresent(action -> answer(transport, action, frame)));
  }

  /** Ends a transport because of what it sent. */
  public void reject(Transport transport, ErrorInfo error) {
    transport.send(Frames.error(error));
    transport.link().close();
    connections.lost(transport);
  }

  private void answer(Transport transport, Action action, Frame frame) {
    switch (action) {
      case HEARTBEAT ->
        transport.send(frame.id().map(Frames::heartbeat).orElseGet(Frames::heartbeat));
      case ATTACH -> attach(transport, frame);
      case DETACH -> operations.attaching().detach(transport, frame, timers.now());
      case SYNC -> operations.attaching().sync(transport, frame);
      case PRESENCE, MESSAGE, OBJECT, ANNOTATION -> take(transport, action, frame);
      case AUTH ->
        reauthentication
            .apply(transport, frame, timers.now())
            .ifPresent(error -> reject(transport, error));
      case CLOSE -> connections.close(transport);
      default ->
        LOG.debug(
            "connection {} sent {}, which asks for nothing", transport.connectionId(), action);
    }
  }

  private void attach(Transport transport, Frame frame) {
    refusals
        .attach(frame.channelName())
        .ifPresentOrElse(
            refusal ->
                operations.attaching().fail(transport, frame.channel(), refusal, timers.now()),
            () -> operations.attaching().attach(transport, frame, timers.now()));
  }

  /**
   * Acknowledges a frame, unless its number is below zero: clients count from 0, so no ACK or NACK
   * could tell them which is meant, and ably-java 1.5.0 throws at some.
   */
  private void take(Transport transport, Action action, Frame frame) {
    if (frame.msgSerial() < 0) {
      reject(transport, ErrorInfo.malformed("msgSerial is negative: " + frame.msgSerial()));
    } else {
      acknowledge(transport, action, frame);
    }
  }

  private void acknowledge(Transport transport, Action action, Frame frame) {
    SerialWindow serials = transport.connection().serials();
    long msgSerial = frame.msgSerial();
    if (serials.isRepeat(msgSerial)) {
      send(transport, msgSerial, serials.firstOutcome(msgSerial, timers.now()));
    } else {
      Outcome outcome = perform(transport, action, frame);
      serials.taken(msgSerial, outcome, timers.now());
      send(transport, msgSerial, outcome);
    }
  }

  private Outcome perform(Transport transport, Action action, Frame frame) {
    return transport
        .connection()
        .inboundRates()
        .refuse(frame, timers.now())
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> apply(transport, action, frame));
  }

  private Outcome apply(Transport transport, Action action, Frame frame) {
    return switch (action) {
      case PRESENCE ->
        refusals
            .presence(frame.channelName())
            .<Outcome>map(Outcome.Refused::new)
            .orElseGet(() -> operations.presence().apply(transport, frame, timers.now()));
      case MESSAGE -> operations.publishing().publish(transport, frame, timers.now());
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
}
