package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.ChannelEvent.Kind;
import dev.understudy.ablylocal.ChannelEvent.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages, all of a frame or none, and hands them to their channel. Publishing needs no attachment (RTL6c).
 *
 * <p>Confined to the event loop.
 */
final class Publishing {
  private final Channels channels;
  private final Limits limits;

  Publishing(Channels channels, Limits limits) {
    this.channels = channels;
    this.limits = limits;
  }

  Outcome publish(Transport transport, Frame frame, Instant now) {
    List<ObjectNode> messages = frame.messages();
    Optional<ErrorInfo> refusal = ChannelName.refuse(frame.channel())
        .or(() -> refuseMode(transport, frame.channel()))
        .or(() -> refuseAny(transport, messages))
        .or(() -> refuseSize(messages))
        .or(() -> refuseRate(frame.channel(), messages, now));
    return refusal
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> accept(transport, frame, messages, now));
  }

  private Outcome accept(Transport transport, Frame frame, List<ObjectNode> messages, Instant now) {
    Channel channel = channels.get(frame.channel());
    String frameId = transport.connectionId() + ":" + frame.msgSerial();
    for (int index = 0; index < messages.size(); index++) {
      stamp(messages.get(index), frameId + ":" + index, transport, now);
    }
    List<ObjectNode> fresh = messages.stream()
        .filter(message -> channel.recentIds().serial(id(message), now).isEmpty())
        .toList();
    if (!fresh.isEmpty()) {
      channel.publish(frameId, fresh, new Source(Kind.MESSAGE, transport.connectionId()), now);
    }
    fresh.forEach(
        message -> channel.recentIds().add(id(message), message.path("serial").asText(), now));
    return new Outcome.Accepted(messages.stream()
        .flatMap(message -> channel.recentIds().serial(id(message), now).stream())
        .toList());
  }

  /** Makes a message say all that its subscribers are told; its own id, if it has one, makes it idempotent (RSL1k). */
  private static void stamp(ObjectNode message, String id, Transport transport, Instant now) {
    Optional<String> clientId = transport.connection().identity().clientIdOf(message);
    message.put("id", Frame.text(message, "id").filter(own -> !own.isEmpty()).orElse(id));
    message.remove("clientId");
    clientId.ifPresent(who -> message.put("clientId", who));
    message.remove("version");
    message
        .put("action", 0)
        .put("timestamp", now.toEpochMilli())
        .put("connectionId", transport.connectionId());
  }

  private static String id(ObjectNode message) {
    return message.path("id").asText();
  }

  private static Optional<ErrorInfo> refuseMode(Transport transport, String channel) {
    return transport
        .channel(channel)
        .flatMap(attached -> attached.attachment(transport))
        .filter(attachment -> !attachment.has(Mode.PUBLISH))
        .map(attachment -> ErrorInfo.modeNotGranted(channel, Mode.PUBLISH));
  }

  private static Optional<ErrorInfo> refuseAny(Transport transport, List<ObjectNode> messages) {
    return messages.stream()
        .flatMap(message -> refuse(transport, message).stream())
        .findFirst();
  }

  private static Optional<ErrorInfo> refuse(Transport transport, ObjectNode message) {
    if (Frame.text(message, "connectionId")
        .filter(id -> !id.equals(transport.connectionId()))
        .isPresent()) {
      return Optional.of(ErrorInfo.mismatchedConnectionId());
    }
    if (message.path("action").asInt(0) != 0) {
      return Optional.of(ErrorInfo.notSupported("Updating or deleting a message is"));
    }
    if (!Payload.isValid(message)) {
      return Optional.of(ErrorInfo.invalidData());
    }
    return transport.connection().identity().refuse(message);
  }

  private Optional<ErrorInfo> refuseSize(List<ObjectNode> messages) {
    long bytes = messages.stream().mapToLong(Payload::sizeInBytes).sum();
    return bytes > limits.messageSize()
        ? Optional.of(ErrorInfo.tooLarge(bytes, limits.messageSize()))
        : Optional.empty();
  }

  private Optional<ErrorInfo> refuseRate(String channel, List<ObjectNode> messages, Instant now) {
    int rate = limits.rates().perChannel();
    return channels.get(channel).inbound().admits(messages.size(), rate, now)
        ? Optional.empty()
        : Optional.of(ErrorInfo.channelRateExceeded(rate));
  }
}
