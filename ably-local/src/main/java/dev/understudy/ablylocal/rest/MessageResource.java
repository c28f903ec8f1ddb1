package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.app.Publisher;
import dev.understudy.ablylocal.app.Publishing;
import dev.understudy.ablylocal.auth.Identity;
import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.Outcome;
import java.util.List;
import java.util.Optional;

/** Takes messages over HTTP (RSL1). */
final class MessageResource {
  private final Timers timers;

  MessageResource(Timers timers) {
    this.timers = timers;
  }

  RestReply publish(RestCall call) {
    Optional<List<ObjectNode>> messages = call.request().content().flatMap(Frame::messagesIn);
    if (messages.isEmpty()) {
      return RestReply.refused(ErrorInfo.invalidBody());
    }
    return publish(call, call.channel(), messages.get());
  }

  /** Publishes {@code messages} to that channel, and completes them. */
  RestReply publish(RestCall call, String channel, List<ObjectNode> messages) {
    Outcome outcome = call.refuse(Operation.PUBLISH, channel)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> permitted(call, channel, messages));
    if (outcome instanceof Outcome.Accepted accepted) {
      return RestReply.created(receipt(channel, messages, accepted.serials()));
    } else if (outcome instanceof Outcome.Refused refused) {
      return RestReply.refused(refused.error());
    }
    throw new AssertionError(outcome);
  }

  private Outcome permitted(RestCall call, String channel, List<ObjectNode> messages) {
    Publishing publishing = call.app().operations().publishing();
    return publisher(call, messages)
        .map(publisher -> publishing.publish(publisher, channel, messages, timers.now()))
        .orElseGet(() -> new Outcome.Refused(ErrorInfo.noSuchConnection()));
  }

  /** The caller; or the connection on whose behalf it says to publish, by that connection's key (TM2h). */
  private static Optional<Publisher> publisher(RestCall call, List<ObjectNode> messages) {
    Identity caller = call.grant().identity();
    Optional<String> key = messages.stream()
        .filter(message -> message.hasNonNull("connectionKey"))
        .map(message -> message.path("connectionKey").asText())
        .findFirst();
    return key.isEmpty()
        ? Optional.of(Publisher.overHttp(caller))
        : call.app()
            .connections()
            .openedBy(key.get())
            .map(connection -> Publisher.onBehalfOf(connection, caller));
  }

  private static ObjectNode receipt(
      String channel, List<ObjectNode> messages, List<String> serials) {
    ObjectNode receipt = JsonNodeFactory.instance.objectNode().put("channel", channel);
    messages.stream()
        .map(MessageResource::stem)
        .findFirst()
        .ifPresent(id -> receipt.put("messageId", id));
    serials.forEach(receipt.putArray("serials")::add);
    return receipt;
  }

  /** What the ids of messages that were published together have in common, which all end in an index. */
  private static String stem(JsonNode message) {
    return message.path("id").asText().replaceFirst(":\\d+$", "");
  }
}
