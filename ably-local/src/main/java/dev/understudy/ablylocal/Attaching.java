package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attaches transports to channels and detaches them. An attachment begins with ATTACHED, then what it missed, then the presence
 * set: in that order, for what ably-java knows of its own members it enters again on ATTACHED and forgets on a leave.
 *
 * <p>Confined to the event loop.
 */
final class Attaching {
  private static final int HAS_PRESENCE = 1;
  private static final int HAS_BACKLOG = 1 << 1;
  private static final int RESUMED = 1 << 2;
  private static final int SYNC_PAGE = 100;

  private final Channels channels;
  private final Limits limits;

  Attaching(Channels channels, Limits limits) {
    this.channels = channels;
    this.limits = limits;
  }

  /** Answers an ATTACH; one for a channel that is attached already attaches it anew. */
  void attach(Transport transport, Frame frame, Instant now) {
    Optional<ErrorInfo> refusal =
        ChannelName.refuse(frame.channel()).or(() -> refuseNumber(transport, frame));
    if (refusal.isPresent()) {
      transport.send(Frames.channelError(frame.channel(), refusal.get()));
      return;
    }
    Channel channel = channels.get(frame.channel());
    Attachment attachment = new Attachment(transport, Mode.requestedBy(frame), frame.params());
    transport.attach(channel, attachment);
    begin(channel, attachment, Replay.of(channel, frame, now));
  }

  /** Answers a DETACH, which ends the presence of the connection's members on that channel. */
  void detach(Transport transport, Frame frame, Instant now) {
    transport.channel(frame.channel()).ifPresent(channel -> {
      transport.detach(channel, now);
      channel.leaveAll(transport.connectionId(), now);
    });
    transport.send(Frames.detached(frame.channel()));
  }

  /** Answers a SYNC, by which a client asks for the whole presence set. */
  void sync(Transport transport, Frame frame) {
    transport.channel(frame.channel()).ifPresent(channel -> sync(channel, transport));
  }

  /** Tells all that are attached that they may have missed something, and syncs them again (RTL18c, RTP17i). */
  void loseContinuity(Channel channel) {
    Replay nothing = new Replay.Rewound(channel.serials().current(), List.of());
    channel.attachments().forEach(attachment -> begin(channel, attachment, nothing));
  }

  private static void begin(Channel channel, Attachment attachment, Replay replay) {
    boolean sync = attachment.has(Mode.PRESENCE_SUBSCRIBE)
        && (channel.presence().size() > 0 || replay.hasPresence());
    attachment.transport().send(attached(channel, attachment, replay, sync));
    replay.events().forEach(attachment::deliver);
    if (sync) {
      sync(channel, attachment.transport());
    }
  }

  private static Outbound attached(
      Channel channel, Attachment attachment, Replay replay, boolean sync) {
    int flags = Mode.flags(attachment.modes());
    flags |= sync ? HAS_PRESENCE : 0;
    flags |= replay.events().isEmpty() ? 0 : HAS_BACKLOG;
    flags |= replay instanceof Replay.Continued ? RESUMED : 0;
    ObjectNode frame = Frames.frame(Action.ATTACHED).put("channel", channel.name());
    frame.put("channelSerial", replay.serial()).put("flags", flags);
    Map<String, String> params = attachment.params();
    if (!params.isEmpty()) {
      params.forEach(frame.putObject("params")::put);
    }
    replay.error().ifPresent(error -> frame.set("error", error.tree()));
    return new Outbound(frame);
  }

  /** Sends the set in pages; their serial is {@code id:cursor}, and the cursor of the last is empty (RTP18). */
  private static void sync(Channel channel, Transport transport) {
    List<Member> members = channel.presence().members();
    String id = Ids.name();
    int from = 0;
    do {
      int to = Math.min(members.size(), from + SYNC_PAGE);
      String cursor = to < members.size() ? String.valueOf(to) : "";
      transport.send(page(channel, id + ":" + cursor, members.subList(from, to)));
      from = to;
    } while (from < members.size());
  }

  private static Outbound page(Channel channel, String serial, List<Member> members) {
    ObjectNode frame =
        Frames.frame(Action.SYNC).put("channel", channel.name()).put("channelSerial", serial);
    ArrayNode presence = frame.putArray("presence");
    members.forEach(member -> presence.add(member.tree(PresenceAction.PRESENT)));
    return new Outbound(frame);
  }

  private Optional<ErrorInfo> refuseNumber(Transport transport, Frame frame) {
    boolean tooMany = transport.channel(frame.channel()).isEmpty()
        && transport.attachedChannels() >= limits.channelsPerConnection();
    return tooMany
        ? Optional.of(ErrorInfo.tooManyChannels(limits.channelsPerConnection()))
        : Optional.empty();
  }
}
