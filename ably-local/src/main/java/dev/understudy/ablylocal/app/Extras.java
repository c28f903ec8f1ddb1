package dev.understudy.ablylocal.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules for the {@code extras} of a message (RSL6a2), in which only Ably's own keys may stand;
 * a publisher's belong in {@code headers} (error 40032 of the catalogue).
 */
final class Extras {
  private static final String EXTRAS = "extras";
  private static final String HEADERS = "headers";
  /** Each of them an object. */
  private static final Set<String> OBJECTS = Set.of("ai", "delta", HEADERS, "push", "ref");

  private static final Set<String> SCALARS = Set.of("echo", "ephemeral", "privileged", "userClaim");

  private Extras() {}

  /** Why a message may not have the extras it has; empty if it may, or has none. */
  static Optional<ErrorInfo> refuse(List<ObjectNode> messages) {
    return messages.stream()
        .filter(message -> message.hasNonNull(EXTRAS))
        .flatMap(message -> refuse(message.path(EXTRAS)).stream())
        .findFirst();
  }

  private static Optional<ErrorInfo> refuse(JsonNode extras) {
    if (!extras.isObject()) {
      return Optional.of(ErrorInfo.invalidExtras("Message extras must be an object"));
    }
    Set<String> impermissible = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : extras.properties()) {
      if (!isPermitted(field.getKey(), field.getValue())) {
        impermissible.add(field.getKey());
      }
    }
    if (!impermissible.isEmpty()) {
      return Optional.of(ErrorInfo.invalidExtras(
          "Message has impermissible extras fields: " + String.join(", ", impermissible)));
    }
    return isFlat(extras.path(HEADERS))
        ? Optional.empty()
        : Optional.of(ErrorInfo.invalidExtras(
            "extras.headers if present must be a map<string, string|number|boolean|null>"));
  }

  private static boolean isPermitted(String key, JsonNode value) {
    return OBJECTS.contains(key)
        ? value.isObject() || value.isNull() || key.equals(HEADERS)
        : SCALARS.contains(key) && !value.isContainerNode();
  }

  private static boolean isFlat(JsonNode headers) {
    if (headers.isMissingNode() || headers.isNull()) {
      return true;
    }
    for (JsonNode value : headers) {
      if (!value.isTextual() && !value.isNumber() && !value.isBoolean() && !value.isNull()) {
        return false;
      }
    }
    return headers.isObject();
  }
}
