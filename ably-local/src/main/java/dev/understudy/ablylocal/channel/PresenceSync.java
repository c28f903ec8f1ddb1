package dev.understudy.ablylocal.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.presence.Member;
import dev.understudy.ablylocal.presence.PresenceAction;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Frames;
import dev.understudy.ablylocal.wire.Ids;
import dev.understudy.ablylocal.wire.Outbound;
import java.util.List;

/** Tells a client who is present on a channel, by SYNC (RTP18). */
public final class PresenceSync {
  private static final int PAGE = 100;

  private PresenceSync() {}

  /** Sends the set in pages; their serial is {@code id:cursor}, and the cursor of the last is empty. */
  public static void send(Channel channel, Subscriber subscriber, String name) {
    List<Member> members = channel.presence().members();
    String id = Ids.name();
    int from = 0;
    do {
      int to = Math.min(members.size(), from + PAGE);
      String cursor = to < members.size() ? String.valueOf(to) : "";
      subscriber.send(page(name, id + ":" + cursor, members.subList(from, to)));
      from = to;
    } while (from < members.size());
  }

  private static Outbound page(String channel, String serial, List<Member> members) {
    ObjectNode frame =
        Frames.frame(Action.SYNC).put("channel", channel).put("channelSerial", serial);
    ArrayNode presence = frame.putArray("presence");
    members.forEach(member -> presence.add(member.tree(PresenceAction.PRESENT)));
    return new Outbound(frame);
  }
}
