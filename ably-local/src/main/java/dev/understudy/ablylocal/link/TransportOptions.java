package dev.understudy.ablylocal.link;

import dev.understudy.ablylocal.wire.Format;
import java.util.Map;

/**
 * What a client asked for one transport.
 *
 * @param echo whether it wants its own messages back
 * @param heartbeats whether it needs HEARTBEAT messages because it cannot see WebSocket pings; so
 *     also if it does not say, for ably-java on OkHttp neither sees them nor says so
 */
public record TransportOptions(
    Format format, boolean echo, boolean heartbeats, TransportTimeouts timeouts) {

  public static TransportOptions requestedBy(Map<String, String> query) {
    return new TransportOptions(
        Format.named(query.getOrDefault("format", "json")),
        !"false".equals(query.get("echo")),
        !"false".equals(query.get("heartbeats")),
        TransportTimeouts.requestedBy(query));
  }
}
