package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.presence.PresenceAction;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.List;
import java.util.Optional;

/**
 * Publishes to several channels at once, or tells who is present on them (RSC22, RSC24;
 * ably.com/docs/messages/batch).
 */
final class BatchResource {
  private final MessageResource messages;

  BatchResource(MessageResource messages) {
    this.messages = messages;
  }

  RestReply publish(RestCall call) {
    JsonNode body = call.request().content().orElse(JsonNodeFactory.instance.nullNode());
    Optional<List<BatchSpec>> specs = BatchSpec.parseAll(body);
    if (specs.isEmpty()) {
      return RestReply.refused(ErrorInfo.invalidBody());
    }
    if (specs.get().stream().mapToInt(spec -> spec.channels().size()).sum()
        > BatchSpec.MOST_CHANNELS) {
      return RestReply.refused(LimitErrors.tooManyChannelsAtOnce(BatchSpec.MOST_CHANNELS));
    }
    List<BatchResult> results =
        specs.get().stream().map(spec -> publish(call, spec)).toList();
    return BatchResult.isFlatFor(call.request())
        ? BatchResult.flat(201, results)
        : RestReply.created(body.isArray() ? trees(results) : results.get(0).tree());
  }

  RestReply presence(RestCall call) {
    List<String> names = call.target()
        .param("channels")
        .map(text -> List.of(text.split(",", -1)))
        .orElse(List.of());
    if (names.isEmpty()) {
      return RestReply.refused(ErrorInfo.invalidParameter("channels", "must be some names"));
    }
    if (names.size() > BatchSpec.MOST_CHANNELS) {
      return RestReply.refused(LimitErrors.tooManyChannelsAtOnce(BatchSpec.MOST_CHANNELS));
    }
    BatchResult result =
        new BatchResult(names.stream().map(name -> presence(call, name)).toList());
    return BatchResult.isFlatFor(call.request())
        ? BatchResult.flat(200, List.of(result))
        : RestReply.ok(result.tree());
  }

  private BatchResult publish(RestCall call, BatchSpec spec) {
    return new BatchResult(spec.channels().stream()
        .map(channel -> BatchResult.of(channel, messages.publish(call, channel, spec.copies())))
        .toList());
  }

  private static ObjectNode presence(RestCall call, String channel) {
    Optional<ErrorInfo> refusal = call.refuse(Operation.SUBSCRIBE, channel);
    if (refusal.isPresent()) {
      return BatchResult.failed(channel, refusal.get().tree());
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("channel", channel);
    ArrayNode members = result.putArray("presence");
    call.channels()
        .membersOf(channel)
        .forEach(member -> members.add(member.tree(PresenceAction.PRESENT)));
    return result;
  }

  private static ArrayNode trees(List<BatchResult> results) {
    return JsonNodeFactory.instance
        .arrayNode()
        .addAll(results.stream().map(BatchResult::tree).toList());
  }
}
