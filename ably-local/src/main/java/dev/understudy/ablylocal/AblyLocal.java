package dev.understudy.ablylocal;

import io.ably.lib.types.ClientOptions;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A realtime server that Ably's own clients take for Ably, in this JVM: for development and tests, and on the loopback address
 * unless told otherwise.
 *
 * <pre>{@code
 * try (AblyLocal ably = AblyLocal.start();
 *     AblyRealtime client = new AblyRealtime(ably.clientOptions())) {
 *   …
 * }
 * }</pre>
 *
 * <p>In a JUnit test it may be an extension, which is started before the tests and closed after them; see
 * {@link Builder#build()}.
 *
 * <p>What it supports and where it differs from Ably is told in {@code docs/ably-local.md}; the rules it follows are those of
 * the Ably client library specification (github.com/ably/specification), whose numbers stand at the code.
 *
 * <p>All state is owned by one Vert.x event loop: sockets, timers and {@link #close()} meet there, and nothing is shared with any
 * other thread. Several servers may run in one JVM, each on a loop of its own.
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
  public static Builder builder() {
    return new Builder();
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
   * New options with which ably-java's clients, of REST and realtime, use this server and its key; all else in them is as
   * ably-java has it. Needs {@code io.ably:ably-java}, which nothing else here does.
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
    return server()
        .clock()
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
   * The protocol messages that a connection sent and was sent, in order: of the last 10,000 of the whole server, or 16 MiB of
   * them, those that are its.
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

  /** Settings for a server. Not thread-safe. */
  public static final class Builder {
    private static final int PORTS = 65_536;

    private Settings settings = Settings.fresh();

    private Builder() {}

    /**
     * Sets the port; a free one by default.
     *
     * @param port from 0, which means a free one, to 65535
     * @return this
     * @throws IllegalArgumentException if it is none
     */
    public Builder port(int port) {
      if (port < 0 || port >= PORTS) {
        throw new IllegalArgumentException("port must be from 0 to 65535 but was " + port);
      }
      settings = settings.withPort(port);
      return this;
    }

    /**
     * Sets the host or address to listen on; {@code 127.0.0.1} by default. An address of IPv6 may have its brackets.
     *
     * @return this
     * @throws IllegalArgumentException if it is blank
     */
    public Builder host(String host) {
      if (host.isBlank()) {
        throw new IllegalArgumentException("host must not be blank");
      }
      settings = settings.withHost(host.replaceFirst("^\\[(.*)]$", "$1"));
      return this;
    }

    /**
     * Sets the key that clients must present; a random one by default.
     *
     * @param key {@code appId.keyId:secret}
     * @return this
     * @throws IllegalArgumentException if it has not that form, or a further key has its name
     */
    public Builder key(String key) {
      settings = settings.withKey(ApiKey.parse(key));
      return this;
    }

    /**
     * Lets the clock stand still until {@link ManualClock#advance} moves it, and with it all that the server does by itself. It
     * begins at the time of the start.
     *
     * @return this
     */
    public Builder manualClock() {
      settings = settings.withManualClock();
      return this;
    }

    /**
     * Sets what the server permits; {@link Limits#STANDARD} by default.
     *
     * @return this
     */
    public Builder limits(Limits limits) {
      Objects.requireNonNull(limits, "limits must not be null");
      settings = settings.withLimits(limits);
      return this;
    }

    /**
     * Adds a further key, of the same app or of another one, which shares nothing with the first.
     *
     * @param key {@code appId.keyId:secret}
     * @param capability what it permits, as JSON: <code>{"chat:*":["publish","subscribe"]}</code>
     * @return this
     * @throws IllegalArgumentException if either has not that form, or another key has that name
     */
    public Builder addKey(String key, String capability) {
      Capability permitted = Capability.parse(capability)
          .orElseThrow(
              () -> new IllegalArgumentException("capability cannot be read: " + capability));
      settings = settings.withFurtherKey(ApiKey.parse(key).withCapability(permitted));
      return this;
    }

    /**
     * Starts the server and waits until it listens.
     *
     * @throws UncheckedIOException if it cannot listen; caused by a {@link BindException} if the port is in use
     */
    public AblyLocal start() {
      AblyLocal started = new AblyLocal(settings);
      started.open();
      return started;
    }

    /**
     * A server that JUnit starts and closes:
     *
     * <pre>{@code
     * @RegisterExtension
     * static final AblyLocal ably = AblyLocal.builder().build();
     * }</pre>
     *
     * <p>In a static field it serves all tests of the class, nested ones included; in another, each test has its own.
     * Needs {@code org.junit.jupiter:junit-jupiter-api}, which nothing else here does.
     *
     * @throws IllegalStateException if there is no JUnit
     */
    public AblyLocal build() {
      try {
        return AblyLocalExtension.with(settings);
      } catch (NoClassDefFoundError e) {
        throw new IllegalStateException(
            "build() makes a JUnit extension and needs org.junit.jupiter:junit-jupiter-api;"
                + " start() needs nothing",
            e);
      }
    }
  }
}
