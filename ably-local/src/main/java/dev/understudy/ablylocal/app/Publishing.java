package dev.understudy.ablylocal.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.past.ChannelEvent.Kind;
import dev.understudy.ablylocal.past.ChannelEvent.Source;
import dev.understudy.ablylocal.wire.ChannelName;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.Outcome;
import dev.understudy.ablylocal.wire.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages, all of a frame or none, and hands them to their channel. Publishing needs no attachment (RTL6c).
 *
 * <p>Confined to the event loop.
 */
public final class Publishing {
  /** What subscribers are told by the publisher's word; all else is the server's to say, or unknown to Ably. */
  private static final List<String> TOLD = List.of("id", "name", "data", "encoding", "extras");

  private final Channels channels;
  private final PublishingRules rules;

  Publishing(Channels channels, Limits limits) {
    this.channels = channels;
    this.rules = new PublishingRules(channels, limits);
  }

  /** Takes a MESSAGE frame. */
  Outcome publish(Transport transport, Frame frame, Instant now) {
    Publisher publisher = Publisher.over(transport, frame.msgSerial());
    return ChannelName.refuse(frame.channelName())
        .or(() -> PublishingRules.refuseMode(transport, frame.channel()))
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> publish(publisher, frame.channelName(), frame.messages(), now));
  }

  /**
   * Takes messages that came together, for a channel of a valid name, and completes them as
   * subscribers are told them.
   */
  public Outcome publish(
      Publisher publisher, String channel, List<ObjectNode> messages, Instant now) {
    return rules
        .refuse(publisher, channel, messages, now)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> accept(publisher, channels.get(channel), messages, now));
  }

  private static Outcome accept(
      Publisher publisher, Channel channel, List<ObjectNode> messages, Instant now) {
    channel.inbound().count(messages.size(), now);
    channel.bandwidth().count(Payload.sizeInBytes(messages), now);
    for (int index = 0; index < messages.size(); index++) {
      stamp(messages.get(index), publisher.frameId() + ":" + index, publisher, now);
    }
    List<ObjectNode> fresh = fresh(messages, channel, now);
    if (!fresh.isEmpty()) {
      Source source = new Source(Kind.MESSAGE, publisher.connectionId());
      channel.publish(publisher.frameId(), fresh, source, now);
    }
    fresh.forEach(
        message -> channel.recentIds().add(id(message), message.path("serial").asText(), now));
    return new Outcome.Accepted(messages.stream()
        .flatMap(message -> channel.recentIds().serial(id(message), now).stream())
        .toList());
  }

  /** The messages whose id was not seen of late. */
  private static List<ObjectNode> fresh(List<ObjectNode> messages, Channel channel, Instant now) {
    return messages.stream()
        .filter(message -> channel.recentIds().serial(id(message), now).isEmpty())
        .toList();
  }

  /** Makes a message say all that its subscribers are told; its own id, if it has one, makes it idempotent (RSL1k). */
  private static void stamp(ObjectNode message, String id, Publisher publisher, Instant now) {
    Optional<String> clientId = publisher.identity().clientIdOf(message);
    message.put("id", Frame.text(message, "id").filter(own -> !own.isEmpty()).orElse(id));
    message.retain(TOLD);
    clientId.ifPresent(who -> message.put("clientId", who));
    message.put("action", 0).put("timestamp", now.toEpochMilli());
    if (!publisher.connectionId().isEmpty()) {
      message.put("connectionId", publisher.connectionId());
    }
  }

  private static String id(ObjectNode message) {
    return message.path("id").asText();
  }
}
