package dev.understudy.ablylocal;

import dev.understudy.ablylocal.connection.Connection;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.net.Server;
import dev.understudy.ablylocal.wire.Direction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What can go wrong with the connections that were chosen; each call looks anew which these are. A
 * call that finds none fails, so that no test waits for a fault that was none.
 *
 * <p>Black holes and delays are of the transport: the one that a client opens next is undisturbed.
 * To keep a client away, let the server be {@linkplain Faults#unreachable() unreachable} too.
 *
 * <p>Thread-safe.
 */
public final class ConnectionFaults {
  private final Server server;
  private final String whose;
  private final Predicate<Connection> chosen;

  ConnectionFaults(Server server, String whose, Predicate<Connection> chosen) {
    this.server = server;
    this.whose = whose;
    this.chosen = chosen;
  }

  /**
   * Ends the transport. When this returns, the server has taken note of the loss: {@code remainPresentFor} has begun.
   *
   * @throws IllegalStateException if none of the connections has a transport now
   */
  public void drop(TransportEnd how) {
    eachTransport(transport -> server.realtime().end(transport, how::perform));
  }

  /**
   * Lets nothing pass in either direction, and ends nothing: what a client behind a dead network
   * sees. What is held up arrives when the fault is {@linkplain #lift() lifted}, for TCP loses
   * nothing.
   *
   * @throws IllegalStateException if none of the connections has a transport now
   */
  public void blackHole() {
    eachTransport(transport -> {
      transport.link().blackHole(Direction.INBOUND);
      transport.link().blackHole(Direction.OUTBOUND);
    });
  }

  /**
   * Lets nothing pass in that direction, not even the end of the client's socket, or the server's.
   *
   * @throws IllegalStateException if none of the connections has a transport now
   */
  public void blackHole(Direction direction) {
    eachTransport(transport -> transport.link().blackHole(direction));
  }

  /**
   * Lets all that passes arrive later by {@code duration} of the server's clock, in order, in each direction.
   *
   * @param duration not negative
   * @throws IllegalArgumentException if it is
   * @throws IllegalStateException if none of the connections has a transport now
   */
  public void delay(Duration duration) {
    delay(Direction.INBOUND, duration);
    delay(Direction.OUTBOUND, duration);
  }

  /**
   * Lets all that passes in that direction arrive later by {@code duration} of the server's clock, in order.
   *
   * @param duration not negative
   * @throws IllegalArgumentException if it is
   * @throws IllegalStateException if none of the connections has a transport now
   */
  public void delay(Direction direction, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a delay is not negative, as " + duration + " is");
    }
    eachTransport(transport -> transport.link().delay(direction, duration));
  }

  /**
   * Ends black holes and delays; what they held up arrives.
   *
   * @throws IllegalStateException if none of the connections has a transport now
   */
  public void lift() {
    eachTransport(transport -> transport.link().lift());
  }

  /**
   * Forgets the connection, as Ably does 2 minutes after its loss: its transport ends if it has
   * one, its members leave, and who resumes it gets a new connection and error 80008.
   *
   * @throws IllegalStateException if there is no such connection
   */
  public void expire() {
    server.tell(() -> found().forEach(server.realtime()::expire));
  }

  private void eachTransport(Consumer<Transport> fault) {
    server.tell(() -> {
      List<Transport> transports = found().stream()
          .flatMap(connection -> connection.transport().stream())
          .toList();
      if (transports.isEmpty()) {
        throw new IllegalStateException(whose + " has no transport now");
      }
      transports.forEach(fault);
    });
  }

  private List<Connection> found() {
    List<Connection> found =
        server.realtime().connections().stream().filter(chosen).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException("no such connection: " + whose);
    }
    return found;
  }
}
