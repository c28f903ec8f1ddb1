package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.auth.Grant;
import dev.understudy.ablylocal.auth.Identity;
import dev.understudy.ablylocal.limits.InboundRates;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.past.Archive;
import dev.understudy.ablylocal.past.SerialWindow;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.Ids;
import java.util.Optional;

/**
 * A client's connection, which outlives the transports that carry it: while it is lost its members
 * may still be present, and the client may resume it.
 *
 * <p>Confined to the event loop.
 */
public final class Connection {
  private final String id = Ids.name();
  private final ConnectionKeys keys;
  private final SerialWindow serials;
  private final InboundRates inboundRates;
  private Grant grant;
  private int resumes;
  private Standing standing = new Fresh();

  /** Where it stands. */
  private sealed interface Standing {}

  /** Never yet carried. */
  private record Fresh() implements Standing {}

  /** Carried by {@code transport}, watched by {@code liveness}, by credentials that last for {@code life}. */
  private record Live(Transport transport, Liveness liveness, TokenLife life) implements Standing {}

  /** Carried by none: its members leave at {@code leave}, it is forgotten at {@code forget}. */
  private record Lost(Timers.Alarm leave, Timers.Alarm forget) implements Standing {}

  /** Over: closed, expired, or forgotten by the server. */
  private record Ended() implements Standing {}

  /** A new one, whose keys {@code keys} makes; how its frames end is kept in {@code outcomes}. */
  Connection(Grant grant, ConnectionKeys keys, Archive outcomes, Limits.Rates rates) {
    this.grant = grant;
    this.inboundRates = new InboundRates(rates);
    this.keys = keys;
    this.serials = new SerialWindow(outcomes);
  }

  public String id() {
    return id;
  }

  /** What its client may do, by the credentials presented last. */
  public Grant grant() {
    return grant;
  }

  public Identity identity() {
    return grant.identity();
  }

  public SerialWindow serials() {
    return serials;
  }

  /** What its client sends. */
  public InboundRates inboundRates() {
    return inboundRates;
  }

  /** What resumes it. Another one after each resume; all open it. */
  String key() {
    return keys.of(id, resumes);
  }

  public Optional<Transport> transport() {
    return standing instanceof Live live ? Optional.of(live.transport()) : Optional.empty();
  }

  /** Whether it goes on, and that transport carries it. */
  boolean isCarriedBy(Transport transport) {
    return standing instanceof Live live && live.transport() == transport;
  }

  public void heard() {
    if (standing instanceof Live live) {
      live.liveness().heard();
    }
  }

  void carriedBy(Transport transport, Grant by, Liveness liveness, TokenLife life) {
    if (!(standing instanceof Fresh)) {
      resumes++;
    }
    leaveStanding();
    grant = by;
    standing = new Live(transport, liveness, life);
  }

  /** Goes on by other credentials. */
  void regranted(Grant other, TokenLife life) {
    if (standing instanceof Live live) {
      live.life().stop();
      grant = other;
      standing = new Live(live.transport(), live.liveness(), life);
    }
  }

  void lost(Timers.Alarm leave, Timers.Alarm forget) {
    leaveStanding();
    standing = new Lost(leave, forget);
  }

  /** Is over; nothing happens by itself any more. */
  void end() {
    leaveStanding();
    standing = new Ended();
  }

  private void leaveStanding() {
    if (standing instanceof Live live) {
      live.liveness().stop();
      live.life().stop();
    } else if (standing instanceof Lost lost) {
      lost.leave().cancel();
      lost.forget().cancel();
    }
  }
}
