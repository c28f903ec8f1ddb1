package dev.understudy.samples.watcher;

import dev.understudy.cli.text.Fault;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.util.Log;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ably's client options from the environment: {@code ABLY_KEY, ABLY_HOST, ABLY_PORT, ABLY_TLS}. */
public final class AblyAccess {
  private static final Logger LOG = LoggerFactory.getLogger(AblyAccess.class);
  private static final Pattern KEY = Pattern.compile("[^.:]+\\.[^.:]+:.+");

  /** An address, not a name: whoever owns the name 127.evil.example may be anywhere. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|::1|\\[::1]|127(\\.\\d{1,3}){3}");

  private static final int HIGHEST_PORT = 65_535;

  private AblyAccess() {}

  /**
   * Options of a client that does not connect by itself. Without a host, it is Ably's own.
   *
   * @throws Fault of usage if something is wrong, or if the key would cross a network in the clear
   */
  public static ClientOptions fromEnvironment(Map<String, String> environment) {
    ClientOptions options = withKey(environment.getOrDefault("ABLY_KEY", "").strip());
    options.autoConnect = false;
    options.tls = tls(environment.getOrDefault("ABLY_TLS", ""));
    String host = environment.getOrDefault("ABLY_HOST", "").strip();
    if (!options.tls && !LOOPBACK.matcher(host).matches()) {
      throw Fault.usage(
          "without TLS the key would cross the network to "
              + (host.isEmpty() ? "Ably" : host)
              + " in the clear",
          "unset ABLY_TLS, or set ABLY_HOST to localhost, 127.0.0.1 or ::1");
    }
    if (!host.isEmpty()) {
      options.realtimeHost = host;
      options.restHost = host;
    }
    String port = environment.getOrDefault("ABLY_PORT", "").strip();
    if (!port.isEmpty()) {
      options.port = port(port);
      options.tlsPort = options.port;
    }
    // Ably's client logs on standard output, which is not for logs here.
    options.logLevel = Log.WARN;
    options.logHandler =
        (severity, tag, message, problem) -> LOG.debug("{}: {}", tag, message, problem);
    return options;
  }

  private static boolean tls(String text) {
    return switch (text.strip()) {
      case "", "true" -> true;
      case "false" -> false;
      default ->
        throw Fault.usage("ABLY_TLS must be true or false but was '" + text + "'", "set it to one");
    };
  }

  private static ClientOptions withKey(String key) {
    try {
      // Ably's client would take anything without a colon for a token.
      if (KEY.matcher(key).matches()) {
        return new ClientOptions(key);
      }
    } catch (AblyException e) {
      LOG.debug("key refused", e);
    }
    throw Fault.usage(
        "ABLY_KEY is " + (key.isEmpty() ? "not set" : "no Ably API key (app.name:secret)"),
        "set it to a key such as the one that 'understudy ably-local' prints");
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      LOG.debug("no port", e);
    }
    throw Fault.usage(
        "ABLY_PORT must be a number from 1 to " + HIGHEST_PORT + " but was '" + text + "'",
        "correct it, or unset it for Ably's own");
  }
}
