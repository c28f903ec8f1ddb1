package dev.understudy.presence.ably;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Ably is and who we are there.
 *
 * @param key an API key, {@code appId.keyId:secret}, that may attach, enter and publish in every
 *     session and speak for every agent; a secret, which {@link #toString} withholds
 * @param host of an Ably-compatible server; empty for Ably itself
 * @param port of {@code host}
 * @param tls must be true unless {@code host} is on this machine: a key never crosses a network
 *     unencrypted
 */
public record AblySettings(String key, Optional<String> host, int port, boolean tls) {
  private static final int HTTPS = 443;

  /** By form and without asking DNS: a name that resolves to this machine today may not tomorrow. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|::1|\\[::1]|127(\\.\\d{1,3}){3}");

  public AblySettings {
    Objects.requireNonNull(key, "an Ably API key must not be null: is ABLY_KEY set?");
    Objects.requireNonNull(host, "Ably's host must not be null: pass an empty one for Ably itself");
    if (!key.matches("[^.:\\s]+\\.[^.:\\s]+:[^:\\s]+")) {
      throw new IllegalArgumentException(
          "an Ably API key has the form appId.keyId:secret: copy it from the app's \"API Keys\"");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("Ably's port must be from 1 to 65535 but was " + port);
    }
    if (!tls && !host.map(AblySettings::isLoopback).orElse(false)) {
      throw new IllegalArgumentException(
          "without TLS the API key would cross the network in the clear: only a server on this"
              + " machine (localhost, 127.0.0.1, ::1) may be used so");
    }
  }

  /** Ably itself. */
  public static AblySettings cloud(String key) {
    return new AblySettings(key, Optional.empty(), HTTPS, true);
  }

  /** A server on this machine, without TLS. */
  public static AblySettings local(String key, String host, int port) {
    Objects.requireNonNull(host, "the host of an Ably-compatible server must not be null");
    return new AblySettings(key, Optional.of(host), port, false);
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** Where it is, for people. */
  String address() {
    return host.map(name -> name + ":" + port).orElse("Ably");
  }

  @Override
  public String toString() {
    return "AblySettings[key=%s:…, %s, tls=%s]"
        .formatted(key.substring(0, key.indexOf(':')), address(), tls);
  }
}
