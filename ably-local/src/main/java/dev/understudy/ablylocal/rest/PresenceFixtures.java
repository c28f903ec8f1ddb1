package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.presence.Member;
import dev.understudy.ablylocal.presence.PresenceSet.Announcement;
import dev.understudy.ablylocal.wire.ChannelName;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.Ids;
import dev.understudy.ablylocal.wire.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Members that are there from the start, of a connection that nobody has and that is never lost. */
final class PresenceFixtures {
  private PresenceFixtures() {}

  /** Enters what {@code channels}, a list of {@code {name, presence: [{clientId, data, encoding}]}}, asks for. */
  static void enter(JsonNode channels, Channels all, Instant now) {
    for (JsonNode asked : channels) {
      Optional<String> name = Frame.text(asked, "name");
      name.filter(valid -> ChannelName.refuse(valid).isEmpty())
          .filter(valid -> all.makeRoomFor(valid).isEmpty())
          .ifPresent(valid -> enter(asked.path("presence"), all.get(valid), now));
    }
  }

  private static void enter(JsonNode members, Channel channel, Instant now) {
    String frameId = Ids.name() + ":0";
    List<Announcement> changes = new ArrayList<>();
    for (JsonNode asked : members) {
      if (asked instanceof ObjectNode entry && Frame.text(entry, "clientId").isPresent()) {
        changes.add(channel.presence().put(member(entry, frameId + ":" + changes.size(), now)));
      }
    }
    channel.announce(frameId, changes, now);
  }

  private static Member member(ObjectNode entry, String id, Instant now) {
    Payload.normalize(entry);
    String connectionId = id.substring(0, id.indexOf(':'));
    Member.Key key = new Member.Key(connectionId, entry.path("clientId").asText());
    return new Member(key, id, now, Member.payloadOf(entry));
  }
}
