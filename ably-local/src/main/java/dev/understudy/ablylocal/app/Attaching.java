package dev.understudy.ablylocal.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.auth.Mode;
import dev.understudy.ablylocal.channel.Attachment;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.channel.PresenceSync;
import dev.understudy.ablylocal.channel.Replay;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.past.Rewind;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.ChannelName;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.Frames;
import dev.understudy.ablylocal.wire.Outbound;
import dev.understudy.ablylocal.wire.QualifiedName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Attaches transports to channels and detaches them. An attachment begins with ATTACHED, then what
 * it missed, then the presence set: in that order, for what ably-java knows of its own members it
 * enters again on ATTACHED and forgets on a leave.
 *
 * <p>Confined to the event loop.
 */
public final class Attaching {
  private static final int HAS_PRESENCE = 1;
  private static final int HAS_BACKLOG = 1 << 1;
  private static final int RESUMED = 1 << 2;

  /**
   * The parameters that ATTACHED tells again; a client learns of an unknown one by not being told of it (RTL4k1).
   * It is told of {@code delta}, for Ably too sends deltas only where it likes to, and ably-js's own
   * tests want it.
   */
  private static final Set<String> PARAMS = Set.of("delta", "modes", "rewind");

  private final Channels channels;
  private final Limits limits;

  Attaching(Channels channels, Limits limits) {
    this.channels = channels;
    this.limits = limits;
  }

  /** Answers an ATTACH; one for a channel that is attached already attaches it anew. */
  void attach(Transport transport, Frame frame, Instant now) {
    String name = frame.channelName();
    Attachment attachment = Attachment.requestedBy(frame, transport, capability(transport));
    Optional<ErrorInfo> refusal = ChannelName.refuse(name)
        .or(() -> refuseNumber(transport, frame))
        .or(attachment::refuse)
        .or(() -> Rewind.refuse(frame.params()))
        .or(() -> channels.makeRoomFor(name));
    if (refusal.isPresent()) {
      fail(transport, frame.channel(), refusal.get(), now);
      return;
    }
    Channel channel = channels.get(name);
    transport.attach(channel, attachment);
    begin(channel, attachment, Replay.of(channel, frame, now));
  }

  /**
   * Answers a DETACH, which ends the presence of the connection's members on that channel, be they
   * of a transport before: a client that was detaching when it was cut off says so again and does
   * not attach first (RTN19b).
   */
  void detach(Transport transport, Frame frame, Instant now) {
    end(transport, frame.channel(), now);
    transport.send(Frames.detached(frame.channel()));
  }

  /** Answers a SYNC, by which a client asks for the whole presence set. */
  void sync(Transport transport, Frame frame) {
    transport
        .channel(frame.channel())
        .ifPresent(channel -> PresenceSync.send(channel, transport, frame.channel()));
  }

  /** Tells that a channel cannot be attached, or no longer; for the SDKs it has failed then. */
  void fail(Transport transport, String channel, ErrorInfo why, Instant now) {
    end(transport, channel, now);
    transport.send(Frames.channelError(channel, why));
  }

  private void end(Transport transport, String name, Instant now) {
    transport.detach(name, now);
    channels
        .find(QualifiedName.parse(name).channel())
        .filter(channel -> !channel.attachments().isHeldBy(transport))
        .ifPresent(channel -> channel.leaveAll(transport.connectionId(), now));
  }

  /** Brings the attachments in line with a client's new capability; ends those that it permits nothing of (RTC8a1). */
  void regrant(Transport transport, Instant now) {
    transport
        .attachments()
        .forEach(held -> regrant(transport, held.regranted(capability(transport)), now));
  }

  private void regrant(Transport transport, Attachment attachment, Instant now) {
    attachment
        .refuse()
        .ifPresentOrElse(
            why -> fail(transport, attachment.name(), why, now),
            () -> channels.get(attachment.channel()).add(attachment));
  }

  /** Tells all that are attached that they may have missed something, and syncs them again (RTL18c, RTP17i). */
  public void loseContinuity(Channel channel) {
    Replay nothing = new Replay.Rewound(channel.serials().current(), List.of());
    channel.attachments().all().forEach(attachment -> begin(channel, attachment, nothing));
  }

  private static void begin(Channel channel, Attachment attachment, Replay replay) {
    boolean sync = attachment.has(Mode.PRESENCE_SUBSCRIBE)
        && (channel.presence().size() > 0 || replay.hasPresence());
    attachment.subscriber().send(attached(attachment, replay, sync));
    replay.events().forEach(attachment::deliver);
    if (sync) {
      PresenceSync.send(channel, attachment.subscriber(), attachment.name());
    }
  }

  private static Outbound attached(Attachment attachment, Replay replay, boolean sync) {
    int flags = attachment.modes().flags();
    flags |= sync ? HAS_PRESENCE : 0;
    flags |= replay.events().isEmpty() ? 0 : HAS_BACKLOG;
    flags |= replay instanceof Replay.Continued ? RESUMED : 0;
    ObjectNode frame = Frames.frame(Action.ATTACHED).put("channel", attachment.name());
    frame.put("channelSerial", replay.serial()).put("flags", flags);
    Map<String, String> params = new TreeMap<>(attachment.view().params());
    params.keySet().retainAll(PARAMS);
    if (!params.isEmpty()) {
      params.forEach(frame.putObject("params")::put);
    }
    replay.error().ifPresent(error -> frame.set("error", error.tree()));
    return new Outbound(frame);
  }

  private static Capability capability(Transport transport) {
    return transport.connection().grant().capability();
  }

  private Optional<ErrorInfo> refuseNumber(Transport transport, Frame frame) {
    boolean tooMany = transport.channel(frame.channel()).isEmpty()
        && transport.attachedChannels() >= limits.sizes().channelsPerConnection();
    return tooMany
        ? Optional.of(LimitErrors.tooManyChannels(limits.sizes().channelsPerConnection()))
        : Optional.empty();
  }
}
