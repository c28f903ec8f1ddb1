package dev.understudy.ablylocal.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rules for ids that a publisher gives its messages, by which they count once (RSL1k;
 * ably.com/docs/pub-sub/advanced#idempotency): of messages that are published together, {@code
 * base:0}, {@code base:1} and so on, so that all of them are new or none is.
 */
final class PublisherIds {
  private static final String ID = "id";
  private static final String FIRST = ":0";

  private PublisherIds() {}

  /** Why messages published together cannot have the ids they have; empty if they can, or have none. */
  static Optional<ErrorInfo> refuse(List<ObjectNode> messages) {
    if (messages.stream().noneMatch(message -> message.hasNonNull(ID))) {
      return Optional.empty();
    }
    if (messages.stream().anyMatch(message -> of(message).isEmpty())) {
      return Optional.of(ErrorInfo.invalidMessageId("must be a text that is not empty"));
    }
    return messages.size() == 1 || areNumbered(messages)
        ? Optional.empty()
        : Optional.of(ErrorInfo.invalidMessageId(
            "do not match the required format for several messages, base:0, base:1 and so on"));
  }

  private static boolean areNumbered(List<ObjectNode> messages) {
    String first = of(messages.get(0));
    String base = first.substring(0, Math.max(0, first.length() - FIRST.length()));
    return !base.isEmpty()
        && IntStream.range(0, messages.size())
            .allMatch(index -> of(messages.get(index)).equals(base + ":" + index));
  }

  private static String of(ObjectNode message) {
    return Frame.text(message, ID).orElse("");
  }
}
