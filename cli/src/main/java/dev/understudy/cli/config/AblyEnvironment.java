package dev.understudy.cli.config;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import dev.understudy.presence.ably.AblySettings;
import java.util.Map;
import java.util.Optional;

/** Where Ably is, as the environment says; a key is never an argument, which everybody could read. */
@Internal
public final class AblyEnvironment {
  static final String KEY = "ABLY_KEY";
  static final String HOST = "ABLY_HOST";
  static final String PORT = "ABLY_PORT";
  static final String TLS = "ABLY_TLS";

  private static final String DEFAULT_PORT = "443";

  private AblyEnvironment() {}

  /** Reads it, or says which variable to set. */
  public static AblySettings read(Map<String, String> environment) {
    String key = given(environment, KEY)
        .orElseThrow(() ->
            Fault.usage("there is no API key for Ably", "set " + KEY + "=appId.keyId:secret"));
    try {
      return new AblySettings(
          key,
          given(environment, HOST).map(AblyEnvironment::host),
          port(given(environment, PORT).orElse(DEFAULT_PORT)),
          tls(given(environment, TLS).orElse("true")));
    } catch (IllegalArgumentException invalid) {
      throw Fault.usage(
          String.valueOf(invalid.getMessage()),
          "correct %s, %s, %s or %s".formatted(KEY, HOST, PORT, TLS));
    }
  }

  /** A variable that is set to nothing counts as not set. */
  private static Optional<String> given(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static String host(String text) {
    if (text.contains("/") || text.contains(" ")) {
      throw Fault.usage(HOST + " is not a host name: " + text, "set it to one, without https://");
    }
    return text;
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
