package dev.understudy.cli;

import dev.understudy.presence.ably.AblySettings;
import java.util.Map;
import java.util.Optional;

/** Where Ably is, as the environment says; a key is never an argument, which everybody could read. */
final class AblyEnvironment {
  static final String KEY = "ABLY_KEY";
  static final String HOST = "ABLY_HOST";
  static final String PORT = "ABLY_PORT";
  static final String TLS = "ABLY_TLS";

  private static final String DEFAULT_PORT = "443";

  private AblyEnvironment() {}

  /** Reads it, or says which variable to set. */
  static AblySettings read(Map<String, String> environment) {
    String key = environment.get(KEY);
    if (key == null || key.isBlank()) {
      throw Fault.usage("there is no API key for Ably", "set " + KEY + "=appId.keyId:secret");
    }
    try {
      return new AblySettings(
          key.strip(),
          Optional.ofNullable(environment.get(HOST)).filter(host -> !host.isBlank()),
          port(environment.getOrDefault(PORT, DEFAULT_PORT)),
          tls(environment.getOrDefault(TLS, "true")));
    } catch (IllegalArgumentException invalid) {
      throw Fault.usage(
          String.valueOf(invalid.getMessage()),
          "correct %s, %s, %s or %s".formatted(KEY, HOST, PORT, TLS));
    }
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw Fault.usage(PORT + " is not a number: " + text, "set it to a port, such as 443");
    }
  }

  private static boolean tls(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Fault.usage(TLS + " is neither true nor false: " + text, "set it to one");
    };
  }
}
