package dev.understudy.samples.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Code that connects Ably's clients to a server on this machine, to be pasted as it is.
 *
 * @param key empty if it stands in the environment, where the code then takes it from
 */
record Snippets(String host, int port, String key) {
  private static final String FROM_ENVIRONMENT = "ABLY_KEY";

  String java() {
    return """
        ClientOptions options = new ClientOptions(%s);
        options.realtimeHost = options.restHost = "%s";
        options.port = %d;
        options.tls = false;
        AblyRealtime ably = new AblyRealtime(options);
        """.formatted(
            key.isEmpty() ? "System.getenv(\"" + FROM_ENVIRONMENT + "\")" : quoted(key, "\""),
            reachable(),
            port);
  }

  String js() {
    return """
        const ably = new Ably.Realtime({ key: %s, endpoint: '%s', port: %d, tls: false });
        """.formatted(
        key.isEmpty() ? "process.env." + FROM_ENVIRONMENT : quoted(key, "'"), reachable(), port);
  }

  /** All of it, for a person who just started the server. */
  @Override
  public String toString() {
    return "%nably-java:%n%n%s%nably-js:%n%n%s".formatted(java().indent(4), js().indent(4));
  }

  /** The text as a literal of Java or JavaScript. */
  private static String quoted(String text, String quote) {
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote;
  }

  /** Where everything is listened on, this machine is the address. One of IPv6 is in brackets, as URLs want it. */
  private String reachable() {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : inUrl();
    } catch (UnknownHostException e) {
      return host;
    }
  }

  private String inUrl() {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
