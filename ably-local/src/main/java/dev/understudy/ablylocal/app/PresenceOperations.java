package dev.understudy.ablylocal.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Mode;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.connection.Connection;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.presence.PresenceRequest;
import dev.understudy.ablylocal.presence.PresenceSet;
import dev.understudy.ablylocal.presence.PresenceSet.Announcement;
import dev.understudy.ablylocal.wire.ChannelName;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.MessageId;
import dev.understudy.ablylocal.wire.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes enters, updates and leaves, all of a frame or none: what a client queued while it attached
 * comes as one frame with one answer (RTP5b). Presence needs a real attachment.
 *
 * <p>Confined to the event loop.
 */
final class PresenceOperations {
  private final Limits limits;

  PresenceOperations(Limits limits) {
    this.limits = limits;
  }

  Outcome apply(Transport transport, Frame frame, Instant now) {
    Optional<ErrorInfo> wrongName = ChannelName.refuse(frame.channelName());
    if (wrongName.isPresent()) {
      return new Outcome.Refused(wrongName.get());
    }
    return transport
        .channel(frame.channel())
        .map(channel -> apply(channel, transport, frame, now))
        .orElseGet(() -> new Outcome.Refused(ErrorInfo.notAttached(frame.channel())));
  }

  private Outcome apply(Channel channel, Transport transport, Frame frame, Instant now) {
    List<ObjectNode> entries = frame.presence();
    Optional<ErrorInfo> refusal = refuseMode(channel, transport, frame.channel())
        .or(() -> refuseAny(entries, transport.connection()));
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    List<PresenceRequest> requests =
        requests(entries, transport.connection(), frame.msgSerial(), now);
    if (channel.presence().size() + newcomers(requests, channel.presence())
        > limits.sizes().membersPerChannel()) {
      return new Outcome.Refused(LimitErrors.tooManyMembers(limits.sizes().membersPerChannel()));
    }
    perform(channel, requests, transport.connectionId() + ":" + frame.msgSerial(), now);
    return new Outcome.Accepted(List.of());
  }

  private static void perform(
      Channel channel, List<PresenceRequest> requests, String frameId, Instant now) {
    List<Announcement> changes = new ArrayList<>();
    requests.forEach(request -> request.applyTo(channel.presence()).ifPresent(changes::add));
    channel.announce(frameId, changes, now);
  }

  private static List<PresenceRequest> requests(
      List<ObjectNode> entries, Connection connection, long msgSerial, Instant now) {
    List<PresenceRequest> requests = new ArrayList<>();
    for (ObjectNode entry : entries) {
      MessageId minted = new MessageId(connection.id(), msgSerial, requests.size());
      requests.add(PresenceRequest.of(entry, connection.identity(), minted, now));
    }
    return requests;
  }

  private static long newcomers(List<PresenceRequest> requests, PresenceSet presence) {
    return requests.stream()
        .filter(request -> !(request instanceof PresenceRequest.Leave))
        .map(request -> request.member().key())
        .filter(key -> !presence.contains(key))
        .distinct()
        .count();
  }

  private static Optional<ErrorInfo> refuseMode(Channel channel, Transport transport, String name) {
    return channel
        .attachments()
        .of(transport, name)
        .flatMap(attachment -> attachment.refuse(Mode.PRESENCE));
  }

  private Optional<ErrorInfo> refuseAny(List<ObjectNode> entries, Connection connection) {
    return entries.stream()
        .flatMap(entry ->
            PresenceRequest.refuse(entry, connection.id(), connection.identity(), limits).stream())
        .findFirst();
  }
}
