package dev.understudy.ablylocal;

import dev.understudy.ablylocal.link.Refusals.Kind;
import dev.understudy.ablylocal.link.Refusals.Rule;
import dev.understudy.ablylocal.net.Server;
import dev.understudy.ablylocal.wire.ChannelName;

/**
 * What can go wrong with a server, at a test's command. Each method returns when the fault is there.
 *
 * <p>Thread-safe.
 */
public final class Faults {
  private static final Refusal CUT_OFF = Refusal.with(80003, 503, "unreachable");

  private final Server server;

  Faults(Server server) {
    this.server = server;
  }

  /** Faults of one connection, by the id that the client knows too ({@code connection.id}). */
  public ConnectionFaults connection(String connectionId) {
    return new ConnectionFaults(
        server, "connection " + connectionId, connection -> connection.id().equals(connectionId));
  }

  /**
   * Faults of all connections that a clientId has: by its token or its client options, and not
   * because it was entered.
   */
  public ConnectionFaults client(String clientId) {
    return new ConnectionFaults(
        server,
        "client " + clientId,
        connection -> connection.identity().announced().filter(clientId::equals).isPresent());
  }

  /** Faults of all connections. */
  public ConnectionFaults everyone() {
    return new ConnectionFaults(server, "anyone", connection -> true);
  }

  /** Cuts off at once whoever opens a connection or asks anything over HTTP; who is connected, stays so. */
  public Fault unreachable() {
    return refuse(Kind.NETWORK, "", CUT_OFF);
  }

  /**
   * Refuses who wants to connect or to resume, by an ERROR; REST goes on. At a code from 40000 to
   * 49999 most clients give up.
   */
  public Fault refuseConnections(Refusal refusal) {
    return refuse(Kind.CONNECTION, "", refusal);
  }

  /**
   * Refuses who wants to attach, by an ERROR on that channel.
   *
   * @throws IllegalArgumentException if that is not a valid name of a channel
   */
  public Fault refuseAttach(String channel, Refusal refusal) {
    return refuse(Kind.ATTACH, valid(channel), refusal);
  }

  /**
   * Refuses who wants to enter, update or leave, by a NACK.
   *
   * @throws IllegalArgumentException if that is not a valid name of a channel
   */
  public Fault refusePresence(String channel, Refusal refusal) {
    return refuse(Kind.PRESENCE, valid(channel), refusal);
  }

  /**
   * Tells all that are attached to a channel that its continuity is lost, by an ATTACHED without RESUMED, and syncs its
   * presence again. Clients enter their own members anew (RTP17i).
   */
  public void loseContinuity(String channel) {
    server.tell(() -> server.realtime().loseContinuity(channel));
  }

  /** Ends what was refused or unreachable; black holes and delays are lifted where they were made. */
  public void lift() {
    server.tell(() -> server.realtime().refusals().clear());
  }

  /**
   * Cuts all clients off and forgets all connections, channels, messages and members, as a crash
   * and a restart would. The port stays, and so does what a test wants refused.
   */
  public void restart() {
    server.tell(() -> server.realtime().restart());
  }

  private static String valid(String channel) {
    ChannelName.refuse(channel).ifPresent(error -> {
      throw new IllegalArgumentException(
          "'%s' is no channel: %s".formatted(channel, error.message()));
    });
    return channel;
  }

  private Fault refuse(Kind kind, String channel, Refusal refusal) {
    Rule rule = new Rule(kind, channel, refusal.error(), refusal.times());
    server.tell(() -> server.realtime().refusals().add(rule));
    return () -> server.tell(() -> server.realtime().refusals().remove(rule));
  }
}
