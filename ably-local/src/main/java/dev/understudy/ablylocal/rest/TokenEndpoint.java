package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.auth.Jwt;
import dev.understudy.ablylocal.auth.Nonces;
import dev.understudy.ablylocal.auth.TokenClaims;
import dev.understudy.ablylocal.auth.TokenRequest;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Issues tokens to whoever presents a key, or a request that its holder signed (RSA8, RSA9). What
 * it issues is a JWT like those that customers make themselves: one kind of token, checked in one
 * place, and nothing to be remembered of it.
 *
 * <p>Confined to the event loop.
 */
final class TokenEndpoint {
  private final Apps apps;
  private final Timers timers;
  private final Nonces nonces = new Nonces();

  TokenEndpoint(Apps apps, Timers timers) {
    this.apps = apps;
    this.timers = timers;
  }

  /** Answers {@code POST /keys/keyName/requestToken}. */
  RestReply issue(RestRequest request, List<String> names) {
    String keyName = names.get(0);
    Optional<ApiKey> key = apps.keyring().key(keyName);
    if (key.isEmpty()) {
      return RestReply.refused(apps.authentication().unknownKey(keyName));
    }
    if (request.content().isEmpty()) {
      return RestReply.refused(ErrorInfo.invalidBody());
    }
    TokenRequest asked = new TokenRequest(request.content().get());
    return refuseSender(request, asked, key.get())
        .or(asked::refuse)
        .map(RestReply::refused)
        .orElseGet(() -> issue(asked, key.get()));
  }

  private Optional<ErrorInfo> refuseSender(RestRequest request, TokenRequest asked, ApiKey key) {
    if (asked.isSigned()) {
      return refuseSigned(asked, key);
    }
    boolean holdsKey = request.credentials() instanceof Credentials.Key presented
        && key.isOpenedBy(presented.text());
    return holdsKey
        ? asked.refuseAsIncomplete().or(() -> refuseUnsigned(asked, key))
        : Optional.of(AuthErrors.invalidCredentials());
  }

  private Optional<ErrorInfo> refuseUnsigned(TokenRequest asked, ApiKey key) {
    if (asked.keyName().filter(key.name()::equals).isEmpty()) {
      return Optional.of(AuthErrors.invalidCredentials());
    }
    return Nonces.isCurrent(asked.timestamp(), timers.now())
        ? Optional.empty()
        : Optional.of(AuthErrors.timestampNotCurrent());
  }

  private Optional<ErrorInfo> refuseSigned(TokenRequest asked, ApiKey key) {
    Instant now = timers.now();
    if (asked.keyName().filter(key.name()::equals).isEmpty() || !asked.isSignedBy(key)) {
      return Optional.of(AuthErrors.wrongMac());
    }
    if (!Nonces.isCurrent(asked.timestamp(), now)) {
      return Optional.of(AuthErrors.timestampNotCurrent());
    }
    return nonces.take(key.name(), asked.nonce(), now)
        ? Optional.empty()
        : Optional.of(AuthErrors.nonceReplayed());
  }

  private RestReply issue(TokenRequest asked, ApiKey key) {
    Capability capability = asked
        .capability()
        .flatMap(Capability::parse)
        .map(key.capability()::and)
        .orElse(key.capability());
    if (capability.isEmpty()) {
      return RestReply.refused(AuthErrors.keyPermitsNothing());
    }
    Instant now = Instant.ofEpochMilli(timers.now().toEpochMilli());
    TokenClaims claims = new TokenClaims(now, now.plus(asked.life()), capability, asked.clientId());
    return RestReply.created(details(claims, key));
  }

  /** A token as TokenDetails (TD1 to TD6). */
  private static ObjectNode details(TokenClaims claims, ApiKey key) {
    ObjectNode details = JsonNodeFactory.instance
        .objectNode()
        .put("token", Jwt.of(claims.tree(), key).text())
        .put("keyName", key.name())
        .put("issued", claims.issued().toEpochMilli())
        .put("expires", claims.expires().toEpochMilli())
        .put("capability", claims.capability().toString());
    claims.clientId().ifPresent(id -> details.put("clientId", id));
    return details;
  }
}
