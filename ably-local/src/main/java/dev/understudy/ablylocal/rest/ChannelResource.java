package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Mode;
import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.channel.Channel;
import java.util.Optional;

/** Tells whether a channel is in use, and by how many (RSL8, CHD2). */
final class ChannelResource {
  RestReply details(RestCall call) {
    return call.refuse(Operation.CHANNEL_METADATA)
        .map(RestReply::refused)
        .orElseGet(
            () -> RestReply.ok(details(call.channel(), call.channels().find(call.channel()))));
  }

  private static ObjectNode details(String name, Optional<Channel> channel) {
    ObjectNode details =
        JsonNodeFactory.instance.objectNode().put("channelId", name).put("name", name);
    ObjectNode status = details.putObject("status").put("isActive", channel.isPresent());
    status.putObject("occupancy").set("metrics", metrics(channel));
    return details;
  }

  private static ObjectNode metrics(Optional<Channel> channel) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(
            "connections",
            channel.map(found -> found.attachments().subscribers()).orElse(0L))
        .put("publishers", count(channel, Mode.PUBLISH))
        .put("subscribers", count(channel, Mode.SUBSCRIBE))
        .put("presenceConnections", count(channel, Mode.PRESENCE))
        .put("presenceSubscribers", count(channel, Mode.PRESENCE_SUBSCRIBE))
        .put("presenceMembers", channel.map(found -> found.presence().size()).orElse(0))
        .put("objectPublishers", 0)
        .put("objectSubscribers", 0);
  }

  private static long count(Optional<Channel> channel, Mode mode) {
    return channel.map(found -> found.attachments().having(mode)).orElse(0L);
  }
}
