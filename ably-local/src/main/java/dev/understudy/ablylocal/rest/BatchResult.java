package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How something ended on each of several channels (BAR2). */
record BatchResult(List<ObjectNode> channels) {
  private static final String ERROR = "error";

  /** The result of a request to one channel, with the answer it alone would have got. */
  static ObjectNode of(String channel, RestReply reply) {
    return reply.body().path(ERROR) instanceof ObjectNode error
        ? failed(channel, error)
        : reply.body().deepCopy();
  }

  static ObjectNode failed(String channel, ObjectNode error) {
    return JsonNodeFactory.instance.objectNode().put("channel", channel).set(ERROR, error);
  }

  /** Whether the client speaks a protocol before the third, as ably-java 1.5.0 does for batches. */
  static boolean isFlatFor(RestRequest request) {
    return request.header("x-ably-version").matches("[0-2](\\..*)?");
  }

  /** All results in one list, and a failure of any a failure of the request: as it was before the third protocol. */
  static RestReply flat(int status, List<BatchResult> results) {
    List<ObjectNode> all = new ArrayList<>();
    results.forEach(result -> all.addAll(result.channels()));
    ArrayNode list = JsonNodeFactory.instance.arrayNode().addAll(all);
    if (all.stream().noneMatch(result -> result.has(ERROR))) {
      return new RestReply(status, Map.of(), list);
    }
    RestReply refused = RestReply.refused(ErrorInfo.failedBatch());
    ObjectNode body = refused.body().deepCopy();
    body.set("batchResponse", list);
    return new RestReply(refused.status(), refused.headers(), body);
  }

  ObjectNode tree() {
    long failures = channels.stream().filter(result -> result.has(ERROR)).count();
    ObjectNode tree = JsonNodeFactory.instance
        .objectNode()
        .put("successCount", channels.size() - failures)
        .put("failureCount", failures);
    tree.putArray("results").addAll(channels);
    return tree;
  }
}
