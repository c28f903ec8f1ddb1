package dev.understudy.ablylocal.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Mode;
import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.limits.Meter;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Payload;
import dev.understudy.ablylocal.wire.QualifiedName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which messages can be published. What is refused leaves nothing behind, no channel either.
 *
 * <p>Confined to the event loop.
 */
final class PublishingRules {
  private final Channels channels;
  private final Limits limits;

  PublishingRules(Channels channels, Limits limits) {
    this.channels = channels;
    this.limits = limits;
  }

  /** Why a transport may not publish on the channel that its client calls so, attached or not; empty if it may. */
  static Optional<ErrorInfo> refuseMode(Transport transport, String channel) {
    return transport
        .channel(channel)
        .flatMap(attached -> attached.attachments().of(transport, channel))
        .map(attachment -> attachment.refuse(Mode.PUBLISH))
        .orElseGet(() -> transport
            .connection()
            .grant()
            .refuse(Operation.PUBLISH, QualifiedName.parse(channel).channel()));
  }

  /** Why messages that came together cannot be published on a channel, which need not be there; empty if they can. */
  Optional<ErrorInfo> refuse(
      Publisher publisher, String channel, List<ObjectNode> messages, Instant now) {
    return refuseAny(publisher, messages)
        .or(() -> PublisherIds.refuse(messages))
        .or(() -> Extras.refuse(messages))
        .or(() -> refuseSize(messages))
        .or(() -> refuseRate(channel, messages, now))
        .or(() -> refuseBandwidth(channel, messages, now))
        .or(() -> channels.makeRoomFor(channel));
  }

  private Optional<ErrorInfo> refuseAny(Publisher publisher, List<ObjectNode> messages) {
    return messages.stream()
        .flatMap(message -> refuse(publisher, message).stream())
        .findFirst();
  }

  private Optional<ErrorInfo> refuse(Publisher publisher, ObjectNode message) {
    if (message.hasNonNull("connectionId")
        && !message.path("connectionId").asText().equals(publisher.connectionId())) {
      return Optional.of(ErrorInfo.mismatchedConnectionId());
    }
    if (message.path("action").asInt(0) != 0) {
      return Optional.of(ErrorInfo.notMutable());
    }
    if (!Payload.isValid(message)) {
      return Optional.of(ErrorInfo.invalidData());
    }
    if (Payload.labelsInBytes(message) > limits.sizes().bytesPerMessage()) {
      return Optional.of(
          LimitErrors.tooLarge(Payload.labelsInBytes(message), limits.sizes().bytesPerMessage()));
    }
    return publisher.identity().refuse(message);
  }

  private Optional<ErrorInfo> refuseSize(List<ObjectNode> messages) {
    long bytes = Payload.sizeInBytes(messages);
    return bytes > limits.sizes().bytesPerMessage()
        ? Optional.of(LimitErrors.tooLarge(bytes, limits.sizes().bytesPerMessage()))
        : Optional.empty();
  }

  private Optional<ErrorInfo> refuseRate(String channel, List<ObjectNode> messages, Instant now) {
    int rate = limits.rates().perChannel();
    return metered(channel, Channel::inbound).hasRoomFor(messages.size(), rate, now)
        ? Optional.empty()
        : Optional.of(LimitErrors.channelRateExceeded(rate));
  }

  private Optional<ErrorInfo> refuseBandwidth(
      String channel, List<ObjectNode> messages, Instant now) {
    int rate = limits.rates().bytesPerChannel();
    return metered(channel, Channel::bandwidth).hasRoomFor(Payload.sizeInBytes(messages), rate, now)
        ? Optional.empty()
        : Optional.of(LimitErrors.bandwidthExceeded(rate));
  }

  /** What counts for a channel; something that has counted nothing if there is no such channel yet. */
  private Meter metered(String channel, Function<Channel, Meter> meter) {
    return channels.find(channel).map(meter).orElseGet(Meter::new);
  }
}
