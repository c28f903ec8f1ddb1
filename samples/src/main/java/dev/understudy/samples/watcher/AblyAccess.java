package dev.understudy.samples.watcher;

import dev.understudy.cli.Fault;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.util.Log;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ably's client options from the environment: {@code ABLY_KEY, ABLY_HOST, ABLY_PORT, ABLY_TLS}. */
final class AblyAccess {
  private static final Logger LOG = LoggerFactory.getLogger(AblyAccess.class);
  private static final Pattern KEY = Pattern.compile("[^.:]+\\.[^.:]+:.+");

  private AblyAccess() {}

  /** Options of a client that does not connect by itself. Without a host, it is Ably's own. */
  static ClientOptions fromEnvironment(Map<String, String> environment) {
    ClientOptions options = withKey(environment.getOrDefault("ABLY_KEY", ""));
    options.autoConnect = false;
    options.tls = !"false".equals(environment.get("ABLY_TLS"));
    if (environment.containsKey("ABLY_HOST")) {
      options.realtimeHost = environment.get("ABLY_HOST");
      options.restHost = environment.get("ABLY_HOST");
    }
    if (environment.containsKey("ABLY_PORT")) {
      options.port = port(environment.getOrDefault("ABLY_PORT", ""));
      options.tlsPort = options.port;
    }
    // Ably's client logs on standard output, which is not for logs here.
    options.logLevel = Log.WARN;
    options.logHandler =
        (severity, tag, message, problem) -> LOG.debug("{}: {}", tag, message, problem);
    return options;
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
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Fault.usage("ABLY_PORT must be a number but was '" + text + "'", "correct it");
    }
  }
}
