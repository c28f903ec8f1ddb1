package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.app.App;
import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.auth.Revocation;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Revokes tokens of a key by the word of that key (RSA17), at once or in half a minute, in which
 * their holders are asked for new ones.
 *
 * <p>Confined to the event loop.
 */
final class RevocationEndpoint {
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final Duration LONGEST_AGO = Duration.ofHours(1);
  private static final int MOST_TARGETS = 100;

  private final Apps apps;
  private final Timers timers;

  RevocationEndpoint(Apps apps, Timers timers) {
    this.apps = apps;
    this.timers = timers;
  }

  /** Answers {@code POST /keys/keyName/revokeTokens}. */
  RestReply revoke(RestRequest request, List<String> names) {
    Optional<ApiKey> key = apps.keyring().key(names.get(0));
    if (key.isEmpty()) {
      return RestReply.refused(apps.authentication().unknownKey(names.get(0)));
    }
    JsonNode wish = request.content().orElseGet(MissingNode::getInstance);
    return refuseSender(request.credentials(), key.get())
        .or(() -> refuse(wish))
        .map(RestReply::refused)
        .orElseGet(() -> revoke(wish, key.get()));
  }

  private static Optional<ErrorInfo> refuseSender(Credentials credentials, ApiKey key) {
    if (credentials instanceof Credentials.Token) {
      return Optional.of(AuthErrors.needsKey());
    }
    if (!(credentials instanceof Credentials.Key shown && key.isOpenedBy(shown.text()))) {
      return Optional.of(AuthErrors.invalidCredentials());
    }
    return key.hasRevocableTokens() ? Optional.empty() : Optional.of(AuthErrors.notRevocable());
  }

  private Optional<ErrorInfo> refuse(JsonNode wish) {
    int targets = wish.path("targets").size();
    if (targets == 0 || targets > MOST_TARGETS) {
      return Optional.of(ErrorInfo.invalidBody());
    }
    Instant now = timers.now();
    Instant issuedBefore = issuedBefore(wish, now);
    return issuedBefore.isAfter(now) || issuedBefore.isBefore(now.minus(LONGEST_AGO))
        ? Optional.of(ErrorInfo.invalidParameter("issuedBefore", "must be within the last hour"))
        : Optional.empty();
  }

  private RestReply revoke(JsonNode wish, ApiKey key) {
    Instant now = timers.now();
    boolean margin = wish.path("allowReauthMargin").asBoolean();
    Instant appliesAt = margin ? now.plus(MARGIN) : now;
    App app = apps.app(key.appId()).orElseThrow();
    List<ObjectNode> results = new ArrayList<>();
    for (JsonNode text : wish.path("targets")) {
      Optional<Revocation> revocation = Revocation.Target.parse(text.asText())
          .map(target -> new Revocation(key, target, issuedBefore(wish, now), appliesAt));
      revocation.ifPresent(made -> app.revoke(made, now));
      results.add(result(text.asText(), revocation));
    }
    return RestReply.created(new BatchResult(results).tree());
  }

  private static Instant issuedBefore(JsonNode wish, Instant now) {
    JsonNode millis = wish.path("issuedBefore");
    return millis.isIntegralNumber() ? Instant.ofEpochMilli(millis.asLong()) : now;
  }

  private static ObjectNode result(String target, Optional<Revocation> revocation) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("target", target);
    return revocation
        .map(made -> result
            .put("issuedBefore", made.issuedBefore().toEpochMilli())
            .put("appliesAt", made.appliesAt().toEpochMilli()))
        .orElseGet(() -> result.set("error", refusal(target).tree()));
  }

  private static ErrorInfo refusal(String target) {
    return target.startsWith("channel:")
        ? ErrorInfo.notSupported("Revoking the tokens of a channel is")
        : ErrorInfo.invalidBody();
  }
}
