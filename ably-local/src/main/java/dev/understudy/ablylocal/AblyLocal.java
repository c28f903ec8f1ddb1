package dev.understudy.ablylocal;

import dev.understudy.ablylocal.net.Server;
import dev.understudy.ablylocal.net.Settings;
import dev.understudy.ablylocal.wire.LoggedFrame;
import io.ably.lib.types.ClientOptions;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A realtime server that Ably's own clients take for Ably, in this JVM: for development and tests,
 * and on the loopback address unless told otherwise.
 *
 * <pre>{@code
 * try (AblyLocal ably = AblyLocal.start();
 *     AblyRealtime client = new AblyRealtime(ably.clientOptions())) {
 *   …
 * }
 * }</pre>
 *
 * <p>In a JUnit test it may be an extension, which is started before the tests and closed after them; see
 * {@link AblyLocalBuilder#build()}.
 *
 * <p>What it supports and where it differs from Ably is told in {@code docs/ably-local.md}; the
 * rules it follows are those of the Ably client library specification
 * (github.com/ably/specification), whose numbers stand at the code.
 *
 * <p>All state is owned by one Vert.x event loop: sockets, timers and {@link #close()} meet there,
 * and nothing is shared with any other thread. Several servers may run in one JVM, each on a loop
 * of its own.
 *
 * <p>Thread-safe.
 */
public class AblyLocal implements AutoCloseable {
  private final Settings settings;
  private final AtomicReference<@Nullable Server> server = new AtomicReference<>();

  /** Makes one that is not started. */
  AblyLocal(Settings settings) {
    this.settings = settings;
  }

  /**
   * A server on a free port of the loopback address, with a key of its own.
   *
   * @throws UncheckedIOException if it cannot listen
   */
  public static AblyLocal start() {
    return builder().start();
  }

  /** Settings for a server; as they are, they make that of {@link #start()}. */
  public static AblyLocalBuilder builder() {
    return new AblyLocalBuilder();
  }

  /** The host it listens on, as it was given, but without brackets. */
  public final String host() {
    return settings.host();
  }

  /**
   * The port it listens on.
   *
   * @throws IllegalStateException if it was never started
   */
  public final int port() {
    return server().port();
  }

  /** The key that opens it, {@code appId.keyId:secret}; the first if there are several. */
  public final String key() {
    return settings.key().text();
  }

  /**
   * New options with which ably-java's clients, of REST and realtime, use this server and its key;
   * all else in them is as ably-java has it. Needs {@code io.ably:ably-java}, which nothing else
   * here does.
   *
   * @throws IllegalStateException if it was never started
   */
  public final ClientOptions clientOptions() {
    return AblyJava.optionsFor(this);
  }

  /**
   * The clock of a server that was built with one to be moved by hand.
   *
   * @throws IllegalStateException if it was not, or was never started
   */
  public final ManualClock clock() {
    Server running = server();
    return running
        .manualTimers()
        .map(timers -> new ManualClock(running, timers))
        .orElseThrow(() -> new IllegalStateException(
            "this server goes by the system's clock; build it with manualClock()"));
  }

  /**
   * What can go wrong, at a test's command.
   *
   * @throws IllegalStateException if it was never started
   */
  public final Faults faults() {
    return new Faults(server());
  }

  /**
   * The protocol messages that a connection sent and was sent, in order: of the last 10,000 of the
   * whole server, or 16 MiB of them, those that are its.
   *
   * @param connectionId as the client knows it ({@code connection.id})
   * @throws IllegalArgumentException if there are none, for there is or was no such connection of late
   * @throws IllegalStateException if the server does not run
   */
  public final List<LoggedFrame> frames(String connectionId) {
    Server running = server();
    List<LoggedFrame> frames = running.ask(() -> running.realtime().log().of(connectionId));
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("there are no frames of a connection " + connectionId);
    }
    return frames;
  }

  /**
   * Whether that connection has a transport now, as far as the server noticed.
   *
   * @throws IllegalStateException if the server does not run
   */
  public final boolean isConnected(String connectionId) {
    Server running = server();
    return running.ask(() -> running.realtime().connections().stream()
        .anyMatch(connection ->
            connection.id().equals(connectionId) && connection.transport().isPresent()));
  }

  /** Cuts all clients off, as a crash would, and ends the server's threads. Does nothing the second time. */
  @Override
  public final void close() {
    Server running = server.get();
    if (running != null) {
      running.close();
    }
  }

  @Override
  public final String toString() {
    Server running = server.get();
    String port = running == null ? "not started" : String.valueOf(running.port());
    return "AblyLocal[%s:%s, %s]".formatted(host(), port, settings.key());
  }

  /** Starts it, or starts it anew after it was closed. */
  final void open() {
    server.set(Server.start(settings));
  }

  private Server server() {
    Server running = server.get();
    if (running == null) {
      throw new IllegalStateException(
          "this server is not started yet: a built one is started by JUnit, as a field with "
              + "@RegisterExtension, before the first test of its class if the field is static and"
              + " before each test if it is not; anywhere else, call start()");
    }
    return running;
  }
}
