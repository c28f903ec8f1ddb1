package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of a list, and where the next part begins if there is one.
 *
 * <p>The links to other pages are relative to the last segment of the path, and in a header each:
 * ably-java 1.5.0 and ably-js read no others, and neither reads one without a parameter (TG4, TG5).
 */
record Page(List<JsonNode> items, Optional<Cursor> next) {

  /** The first page of {@code found}, which has one more than {@code limit} if there is more. */
  static <T> Page of(
      List<T> found, int limit, Function<T, JsonNode> item, Function<T, Cursor> cursor) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    Optional<Cursor> next =
        found.size() > limit ? Optional.of(cursor.apply(shown.get(limit - 1))) : Optional.empty();
    return new Page(shown.stream().map(item).toList(), next);
  }

  /** The page as the answer to {@code target}. */
  RestReply answer(RestTarget target) {
    ArrayNode body = JsonNodeFactory.instance.arrayNode().addAll(items);
    return RestReply.page(body, PageLinks.of(target, next));
  }
}
