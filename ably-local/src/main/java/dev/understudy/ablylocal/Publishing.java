package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.ChannelEvent.Kind;
import dev.understudy.ablylocal.ChannelEvent.Source;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes messages, all of a frame or none, and hands them to their channel. Publishing needs no attachment (RTL6c).
 *
 * <p>Confined to the event loop.
 */
final class Publishing {
  /** What a publisher may write but subscribers are not told, or not by its word. */
  private static final List<String> NOT_TOLD = List.of("version", "connectionKey", "connectionId");

  private final Channels channels;
  private final Limits limits;

  Publishing(Channels channels, Limits limits) {
    this.channels = channels;
    this.limits = limits;
  }

  /** Takes a MESSAGE frame. */
  Outcome publish(Transport transport, Frame frame, Instant now) {
    Publisher publisher = Publisher.over(transport, frame.msgSerial());
    return ChannelName.refuse(frame.channelName())
        .or(() -> refuseMode(transport, frame.channel()))
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> publish(publisher, frame.channelName(), frame.messages(), now));
  }

  /** Takes messages that came together, for a channel that there can be; completes them as their subscribers are told them. */
  Outcome publish(Publisher publisher, String channel, List<ObjectNode> messages, Instant now) {
    Optional<ErrorInfo> refusal = refuseAny(publisher, messages)
        .or(() -> PublisherIds.refuse(messages))
        .or(() -> Extras.refuse(messages))
        .or(() -> refuseSize(messages))
        .or(() -> refuseRate(channel, messages, now));
    return refusal
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> accept(publisher, channels.get(channel), messages, now));
  }

  private static Outcome accept(
      Publisher publisher, Channel channel, List<ObjectNode> messages, Instant now) {
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

  /** Those whose id was not seen of late, nor among those before them. */
  private static List<ObjectNode> fresh(List<ObjectNode> messages, Channel channel, Instant now) {
    Set<String> ids = new HashSet<>();
    return messages.stream()
        .filter(message -> channel.recentIds().serial(id(message), now).isEmpty())
        .filter(message -> ids.add(id(message)))
        .toList();
  }

  /** Makes a message say all that its subscribers are told; its own id, if it has one, makes it idempotent (RSL1k). */
  private static void stamp(ObjectNode message, String id, Publisher publisher, Instant now) {
    Optional<String> clientId = publisher.identity().clientIdOf(message);
    message.put("id", Frame.text(message, "id").filter(own -> !own.isEmpty()).orElse(id));
    message.remove("clientId");
    clientId.ifPresent(who -> message.put("clientId", who));
    message.remove(NOT_TOLD);
    message.put("action", 0).put("timestamp", now.toEpochMilli());
    if (!publisher.connectionId().isEmpty()) {
      message.put("connectionId", publisher.connectionId());
    }
  }

  private static String id(ObjectNode message) {
    return message.path("id").asText();
  }

  private static Optional<ErrorInfo> refuseMode(Transport transport, String channel) {
    return transport
        .channel(channel)
        .flatMap(attached -> attached.attachment(transport, channel))
        .map(attachment -> attachment.refuse(Mode.PUBLISH))
        .orElseGet(() -> transport
            .connection()
            .grant()
            .refuse(Operation.PUBLISH, QualifiedName.parse(channel).channel()));
  }

  private static Optional<ErrorInfo> refuseAny(Publisher publisher, List<ObjectNode> messages) {
    return messages.stream()
        .flatMap(message -> refuse(publisher, message).stream())
        .findFirst();
  }

  private static Optional<ErrorInfo> refuse(Publisher publisher, ObjectNode message) {
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
    return publisher.identity().refuse(message);
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
