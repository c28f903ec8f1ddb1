package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.wire.ChannelName;
import dev.understudy.ablylocal.wire.Frame;
import java.util.function.Predicate;

/**
 * The shape of what asks for an app, that of {@code test-app-setup.json} in
 * github.com/ably/ably-common. All may be left out.
 */
final class AppShape {
  private AppShape() {}

  static boolean fits(JsonNode settings) {
    return isObject(settings)
        && isObject(settings.path("limits"))
        && isObject(settings.path("limits").path("presence"))
        && isCount(settings.path("limits").path("presence").path("maxMembers"))
        && isList(settings.path("keys"), key -> isFlag(key.path("revocableTokens")))
        && isList(settings.path("namespaces"), namespace -> true)
        && isList(settings.path("channels"), AppShape::isChannel);
  }

  private static boolean isChannel(JsonNode channel) {
    return Frame.text(channel, "name")
            .filter(name -> ChannelName.refuse(name).isEmpty())
            .isPresent()
        && isList(channel.path("presence"), AppShape::isMember);
  }

  private static boolean isMember(JsonNode member) {
    return Frame.text(member, "clientId").filter(id -> !id.isEmpty()).isPresent()
        && Frame.isTextOrNone(member, "encoding");
  }

  private static boolean isList(JsonNode list, Predicate<JsonNode> entry) {
    if (isNone(list)) {
      return true;
    }
    for (JsonNode each : list) {
      if (!each.isObject() || !entry.test(each)) {
        return false;
      }
    }
    return list.isArray();
  }

  private static boolean isObject(JsonNode node) {
    return isNone(node) || node.isObject();
  }

  private static boolean isFlag(JsonNode node) {
    return isNone(node) || node.isBoolean();
  }

  private static boolean isCount(JsonNode node) {
    return isNone(node) || (node.isInt() && node.intValue() > 0);
  }

  private static boolean isNone(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
