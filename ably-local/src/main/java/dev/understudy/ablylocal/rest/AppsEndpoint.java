package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.app.App;
import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.auth.Admission;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and deletes apps for tests. Ably's SDKs begin their own suites so, at Ably's sandbox;
 * anybody may make an app, as there. The answer to a POST says where the app is to be reached:
 * ably-js sends its clients there if it made the app by {@code ABLY_LOCAL_SANDBOX_URL}.
 *
 * <p>Confined to the event loop.
 */
final class AppsEndpoint {
  /** A name or an address, which has colons only in brackets, and a port if it is not the usual one. */
  private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]+)(?::(\\d{1,5}))?");

  private static final int HTTP_PORT = 80;

  private final Apps apps;
  private final Timers timers;

  AppsEndpoint(Apps apps, Timers timers) {
    this.apps = apps;
    this.timers = timers;
  }

  /** Makes an app with the keys asked for, one if none are, and with members on its channels. */
  RestReply create(RestRequest request, List<String> names) {
    return request
        .content()
        .filter(AppShape::fits)
        .map(settings -> create(settings, request.host()))
        .orElseGet(() -> RestReply.refused(ErrorInfo.invalidBody()));
  }

  /** Deletes an app by the word of one of its keys. */
  RestReply delete(RestRequest request, List<String> names) {
    Credentials credentials = request.credentials();
    if (!(credentials instanceof Credentials.Key)) {
      return RestReply.refused(AuthErrors.noCredentials());
    }
    Admission admission = apps.authentication().of(credentials, Optional.empty());
    if (admission instanceof Admission.Refused refused) {
      return RestReply.refused(refused.error());
    }
    String appId = ((Admission.Granted) admission).grant().appId();
    App app = apps.app(appId).orElseThrow();
    if (!app.id().equals(names.get(0))) {
      return RestReply.refused(AuthErrors.invalidCredentials());
    }
    if (!apps.isRemovable(app)) {
      return RestReply.refused(ErrorInfo.ownApplication(app.id()));
    }
    apps.remove(app);
    return RestReply.ok(JsonNodeFactory.instance.objectNode());
  }

  private RestReply create(JsonNode settings, String host) {
    String appId = Ids.name();
    Optional<List<ApiKey>> keys = keys(appId, settings.path("keys"));
    if (keys.isEmpty()) {
      return RestReply.refused(ErrorInfo.invalidParameter("capability", "cannot be read"));
    }
    App app = apps.create(keys.get(), limits(settings.path("limits")));
    PresenceFixtures.enter(settings.path("channels"), app.channels(), timers.now());
    ObjectNode answer = describe(app, settings.path("namespaces"));
    return RestReply.created(locate(answer, host));
  }

  /** The server's, but for the members of a channel, which Ably's own suites need more of than the usual 200. */
  private Limits limits(JsonNode asked) {
    int members = asked.path("presence").path("maxMembers").asInt();
    return members > 0 ? apps.limits().withMembersPerChannel(members) : apps.limits();
  }

  /** New keys with the capabilities asked for, in that order; empty if one of those is wrong. */
  private static Optional<List<ApiKey>> keys(String appId, JsonNode asked) {
    List<ApiKey> keys = new ArrayList<>();
    for (JsonNode key : asked) {
      Optional<Capability> capability = capability(key.path("capability"));
      if (capability.isEmpty()) {
        return Optional.empty();
      }
      keys.add(ApiKey.random(appId)
          .withCapability(capability.get())
          .withRevocableTokens(key.path("revocableTokens").asBoolean()));
    }
    return Optional.of(keys.isEmpty() ? List.of(ApiKey.random(appId)) : keys);
  }

  private static Optional<Capability> capability(JsonNode asked) {
    return asked.isMissingNode() || asked.isNull()
        ? Optional.of(Capability.ALL)
        : Capability.parse(asked.isTextual() ? asked.textValue() : asked.toString());
  }

  private static ObjectNode describe(App app, JsonNode namespaces) {
    ObjectNode answer = JsonNodeFactory.instance
        .objectNode()
        .put("accountId", "local")
        .put("appId", app.id())
        .put("id", app.id());
    ArrayNode keys = answer.putArray("keys");
    for (ApiKey key : app.keys()) {
      keys.addObject()
          .put("id", key.id())
          .put("value", key.secret())
          .put("keyName", key.name())
          .put("keySecret", key.secret())
          .put("keyStr", key.text())
          .put("capability", key.capability().toString())
          .put("revocableTokens", key.hasRevocableTokens());
    }
    ArrayNode known = answer.putArray("namespaces");
    namespaces.forEach(known::add);
    return answer;
  }

  private static JsonNode locate(ObjectNode answer, String host) {
    Matcher place = HOST.matcher(host);
    if (place.matches()) {
      answer.put("endpoint", place.group(1));
      answer.put("port", place.group(2) == null ? HTTP_PORT : Integer.parseInt(place.group(2)));
    }
    return answer.put("tls", false);
  }
}
