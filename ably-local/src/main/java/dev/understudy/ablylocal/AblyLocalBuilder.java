package dev.understudy.ablylocal;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.net.Settings;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Objects;

/** Settings for a server. Not thread-safe. */
public final class AblyLocalBuilder {
  private static final int PORTS = 65_536;

  private Settings settings = Settings.fresh();

  AblyLocalBuilder() {}

  /**
   * Sets the port; a free one by default.
   *
   * @param port from 0, which means a free one, to 65535
   * @return this
   * @throws IllegalArgumentException if it is none
   */
  public AblyLocalBuilder port(int port) {
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
  public AblyLocalBuilder host(String host) {
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
  public AblyLocalBuilder key(String key) {
    settings = settings.withKey(ApiKey.parse(key));
    return this;
  }

  /**
   * Lets the clock stand still until {@link ManualClock#advance} moves it, and with it all that the
   * server does by itself. It begins at the time of the start.
   *
   * @return this
   */
  public AblyLocalBuilder manualClock() {
    settings = settings.withManualClock();
    return this;
  }

  /**
   * Sets what the server permits; {@link Limits#STANDARD} by default.
   *
   * @return this
   */
  public AblyLocalBuilder limits(Limits limits) {
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
  public AblyLocalBuilder addKey(String key, String capability) {
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
          "build() makes a JUnit extension and needs org.junit.jupiter:junit-jupiter-api; start()"
              + " needs nothing",
          e);
    }
  }
}
