package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Grant;
import dev.understudy.ablylocal.auth.Identity;
import dev.understudy.ablylocal.auth.Revocation;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.channel.ServerWide;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.link.FaultyLink;
import dev.understudy.ablylocal.past.Retention;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are alive or may be resumed, and what becomes of their members.
 *
 * <p>A client that says CLOSE is gone, and its members leave at once. A transport that ends in any
 * other way, be it by a polite WebSocket close, is a loss: from when it is noticed, the members
 * remain for that transport's {@code remainPresentFor}, and the connection can be resumed for
 * {@link Limits#connectionStateTtl}. Whoever resumes before the members left finds them as they
 * were, and nobody is told anything.
 *
 * <p>Confined to the event loop.
 */
public final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final ServerWide serverWide;
  private final Timers timers;
  private final Channels channels;
  private final Limits limits;
  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private final ConnectionKeys keys = new ConnectionKeys();

  public Connections(ServerWide serverWide, Channels channels, Limits limits) {
    this.serverWide = serverWide;
    this.timers = serverWide.timers();
    this.channels = channels;
    this.limits = limits;
  }

  /** Why a client is not let in though its credentials are good; empty if it is, and counts then. */
  public Optional<ErrorInfo> refuse(Grant grant, ConnectRequest request) {
    int rate = limits.overall().newConnections();
    boolean admitted =
        request.resumeKey().flatMap(key -> resumable(key, grant.identity())).isPresent()
            || serverWide.newConnections().admits(1, rate, timers.now());
    return admitted ? Optional.empty() : Optional.of(LimitErrors.newConnectionRateExceeded(rate));
  }

  /** Lets a client in, on its old connection if it may have that. */
  public Transport open(Grant grant, ConnectRequest request, FaultyLink link) {
    Optional<Connection> resumed =
        request.resumeKey().flatMap(key -> resumable(key, grant.identity()));
    Connection connection = resumed.orElseGet(() -> create(grant));
    Transport transport = new Transport(connection, link, request.options(), serverWide.log());
    carry(transport, grant);
    transport.send(request
        .resumeKey()
        .filter(key -> resumed.isEmpty())
        .map(key ->
            ConnectedFrame.ofANewOne(connection, request.options(), limits, notResumable(key)))
        .orElseGet(() -> ConnectedFrame.of(connection, request.options(), limits)));
    return transport;
  }

  /** Lets a client go on by other credentials, and tells it so. */
  public void regrant(Transport transport, Grant grant) {
    transport.connection().regranted(grant, watch(transport, grant));
    transport.send(ConnectedFrame.of(transport.connection(), transport.options(), limits));
  }

  /** Takes note that a transport is gone without the client having said CLOSE. */
  public void lost(Transport transport) {
    Connection connection = transport.connection();
    if (transport.isCurrent()) {
      LOG.debug("connection {} lost", connection.id());
      transport.detachAll(timers.now());
      Duration remain = transport.options().timeouts().remainPresentFor();
      connection.lost(
          timers.after(remain, () -> channels.leaveAll(connection.id())),
          timers.after(limits.connectionStateTtl(), () -> connections.remove(connection.id())));
    }
  }

  /** Ends a connection because its client said so. */
  public void close(Transport transport) {
    if (transport.isCurrent()) {
      end(transport.connection());
    }
    transport.send(Frames.closed());
    transport.link().close();
  }

  /** Ends a connection as if its time were over. */
  public void expire(Connection connection) {
    connection.transport().ifPresent(transport -> transport.link().cut());
    end(connection);
  }

  /** The connections that are alive or may be resumed. */
  public List<Connection> all() {
    return List.copyOf(connections.values());
  }

  /** Ends all connections by the server's own will, and tells their clients why. */
  public void endAll(ErrorInfo why) {
    List<Transport> transports = transports();
    forgetAll();
    transports.forEach(transport -> {
      transport.detachAll(timers.now());
      transport.send(Frames.error(why));
      transport.link().close();
    });
  }

  /** Asks those who are connected by revoked tokens for others. */
  public void askForOthers(Revocation revocation) {
    concernedBy(revocation).forEach(transport -> transport.send(Frames.auth()));
  }

  /** Cuts off those who are connected by revoked tokens. */
  public void revoke(Revocation revocation) {
    concernedBy(revocation).forEach(transport -> dismiss(transport, AuthErrors.tokenRevoked()));
  }

  /** Drops all that is known, without telling anybody. */
  public void forgetAll() {
    connections.values().forEach(Connection::end);
    connections.clear();
  }

  /** The transports that carry a connection now. */
  List<Transport> transports() {
    return connections.values().stream()
        .flatMap(connection -> connection.transport().stream())
        .toList();
  }

  /** The connection that {@code key} opens, while it is alive or may be resumed. */
  public Optional<Connection> openedBy(String key) {
    return Optional.of(key).filter(keys::made).flatMap(ConnectionKeys::idIn).map(connections::get);
  }

  private List<Transport> concernedBy(Revocation revocation) {
    return connections.values().stream()
        .filter(
            connection -> connection.grant().token().filter(revocation::covers).isPresent())
        .flatMap(connection -> connection.transport().stream())
        .toList();
  }

  private void end(Connection connection) {
    Optional<Transport> transport = connection.transport();
    connections.remove(connection.id());
    connection.end();
    transport.ifPresent(ended -> ended.detachAll(timers.now()));
    channels.leaveAll(connection.id());
  }

  private Connection create(Grant grant) {
    return new Connection(
        grant, keys, serverWide.archives().of(Retention.OUTCOMES), limits.rates());
  }

  private void carry(Transport transport, Grant grant) {
    Connection connection = transport.connection();
    connection.transport().ifPresent(this::replace);
    Liveness liveness =
        new Liveness(timers, transport.link(), transport.options(), () -> drop(transport));
    connection.carriedBy(transport, grant, liveness, watch(transport, grant));
    connections.put(connection.id(), connection);
  }

  private TokenLife watch(Transport transport, Grant grant) {
    return new TokenLife(
        timers,
        grant.expires(),
        () -> transport.send(Frames.auth()),
        () -> dismiss(transport, AuthErrors.tokenExpired()));
  }

  /** Ends a transport whose token is good no more. The client may come back to its connection by another one. */
  private void dismiss(Transport transport, ErrorInfo why) {
    LOG.debug("connection {} dropped: {}", transport.connectionId(), why.message());
    transport.send(Frames.disconnected(why));
    transport.link().close();
    lost(transport);
  }

  /** Its client has come by another transport, and sees this one end by a close frame if it still looks. */
  private void replace(Transport old) {
    old.detachAll(timers.now());
    old.link().close();
  }

  private void drop(Transport silent) {
    LOG.info("connection {} dropped: nothing was heard of its client", silent.connectionId());
    silent.link().sever();
    lost(silent);
  }

  private ErrorInfo notResumable(String key) {
    return keys.made(key) && openedBy(key).isEmpty()
        ? ErrorInfo.connectionExpired()
        : ErrorInfo.invalidConnectionKey();
  }

  private Optional<Connection> resumable(String resumeKey, Identity identity) {
    return openedBy(resumeKey).filter(connection -> connection.identity().equals(identity));
  }
}
