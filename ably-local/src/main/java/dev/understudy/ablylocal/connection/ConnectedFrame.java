package dev.understudy.ablylocal.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.link.TransportOptions;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frames;
import dev.understudy.ablylocal.wire.Outbound;

/**
 * The CONNECTED of a connection. What ably-java 1.5.0 unboxes without looking is always there: the
 * idle interval and the life of the connection state.
 */
final class ConnectedFrame {
  /** What a client is told of the largest frame, in bytes; not enforced. */
  private static final int FRAME_SIZE = 524_288;

  private ConnectedFrame() {}

  static Outbound of(Connection connection, TransportOptions options, Limits limits) {
    return new Outbound(tree(connection, options, limits));
  }

  /** The CONNECTED of a connection that is a new one though the client asked for an old one (RTN15c7). */
  static Outbound ofANewOne(
      Connection connection, TransportOptions options, Limits limits, ErrorInfo why) {
    ObjectNode frame = tree(connection, options, limits);
    frame.set("error", why.tree());
    return new Outbound(frame);
  }

  private static ObjectNode tree(Connection connection, TransportOptions options, Limits limits) {
    ObjectNode frame = Frames.frame(Action.CONNECTED).put("connectionId", connection.id());
    ObjectNode details = frame
        .putObject("connectionDetails")
        .put("connectionKey", connection.key())
        .put("maxMessageSize", limits.sizes().bytesPerMessage())
        .put("maxFrameSize", FRAME_SIZE)
        .put("connectionStateTtl", limits.connectionStateTtl().toMillis())
        .put("maxIdleInterval", options.timeouts().heartbeatInterval().toMillis())
        .put("serverId", "ably-local");
    connection.identity().announced().ifPresent(id -> details.put("clientId", id));
    if (limits.rates().perConnection() < Integer.MAX_VALUE) {
      details.put("maxInboundRate", limits.rates().perConnection());
    }
    return frame;
  }
}
