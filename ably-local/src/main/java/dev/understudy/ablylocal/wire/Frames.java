package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;
import java.util.List;

/**
 * The protocol messages about connections, but for CONNECTED. What ably-java 1.5.0 unboxes without
 * looking is always there: a serial that is 0, a count, the error of an ERROR.
 */
@Internal
public final class Frames {
  private Frames() {}

  public static ObjectNode frame(Action action) {
    return JsonNodeFactory.instance.objectNode().put("action", action.code());
  }

  public static Outbound heartbeat() {
    return new Outbound(frame(Action.HEARTBEAT));
  }

  /** The answer to a HEARTBEAT that bore {@code id} (RTN13e). */
  public static Outbound heartbeat(String id) {
    return new Outbound(frame(Action.HEARTBEAT).put("id", id));
  }

  public static Outbound error(ErrorInfo info) {
    ObjectNode frame = frame(Action.ERROR);
    frame.set("error", info.tree());
    return new Outbound(frame);
  }

  public static Outbound channelError(String channel, ErrorInfo info) {
    ObjectNode frame = frame(Action.ERROR).put("channel", channel);
    frame.set("error", info.tree());
    return new Outbound(frame);
  }

  /** Asks the client for a new token (RTN22). */
  public static Outbound auth() {
    return new Outbound(frame(Action.AUTH));
  }

  /** The end of a transport, but not of its connection. */
  public static Outbound disconnected(ErrorInfo why) {
    ObjectNode frame = frame(Action.DISCONNECTED);
    frame.set("error", why.tree());
    return new Outbound(frame);
  }

  public static Outbound closed() {
    return new Outbound(frame(Action.CLOSED));
  }

  public static Outbound detached(String channel) {
    return new Outbound(frame(Action.DETACHED).put("channel", channel));
  }

  /** Acceptance of one frame; {@code serials} are those of the messages it held. */
  public static Outbound ack(long msgSerial, List<String> serials) {
    ObjectNode frame = frame(Action.ACK).put("msgSerial", msgSerial).put("count", 1);
    ArrayNode list = frame.putArray("res").addObject().putArray("serials");
    serials.forEach(list::add);
    return new Outbound(frame);
  }

  public static Outbound nack(long msgSerial, ErrorInfo info) {
    ObjectNode frame = frame(Action.NACK).put("msgSerial", msgSerial).put("count", 1);
    frame.set("error", info.tree());
    return new Outbound(frame);
  }
}
