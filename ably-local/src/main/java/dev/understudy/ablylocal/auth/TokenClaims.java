package dev.understudy.ablylocal.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.Frame;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token says, by the names of Ably's JWTs (ably.com/docs/auth/token/jwt).
 *
 * @param clientId as whom its holder may act: {@code *} is anyone, absent is nobody by name
 */
public record TokenClaims(
    Instant issued, Instant expires, Capability capability, Optional<String> clientId) {
  private static final String ISSUED = "iat";
  private static final String EXPIRES = "exp";
  private static final String CAPABILITY = "x-ably-capability";
  private static final String CLIENT_ID = "x-ably-clientId";
  static final String REVOCATION_KEY = "x-ably-revocation-key";

  /** Times are in seconds; those that this server writes have fractions, for its tokens end to the millisecond. */
  private static final int MILLIS_SCALE = 3;

  /**
   * Reads the claims of a token of {@code key}, which can permit no more than the key; empty if
   * they are wrong. A token that names no capability has that of the key.
   */
  static Optional<TokenClaims> of(ObjectNode claims, ApiKey key) {
    Optional<Capability> capability = claims.has(CAPABILITY)
        ? Frame.text(claims, CAPABILITY).flatMap(Capability::parse)
        : Optional.of(key.capability());
    if (!claims.path(ISSUED).isNumber()
        || !claims.path(EXPIRES).isNumber()
        || !Frame.isTextOrNone(claims, CLIENT_ID)
        || !Frame.isTextOrNone(claims, REVOCATION_KEY)) {
      return Optional.empty();
    }
    return capability.map(named -> new TokenClaims(
        time(claims, ISSUED),
        time(claims, EXPIRES),
        claims.has(CAPABILITY) ? key.capability().and(named) : named,
        Frame.text(claims, CLIENT_ID).filter(id -> !id.isEmpty())));
  }

  public ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance
        .objectNode()
        .put(ISSUED, seconds(issued))
        .put(EXPIRES, seconds(expires))
        .put(CAPABILITY, capability.toString());
    clientId.ifPresent(id -> tree.put(CLIENT_ID, id));
    return tree;
  }

  private static Instant time(ObjectNode claims, String name) {
    return Instant.ofEpochMilli(Math.round(claims.path(name).asDouble() * 1000));
  }

  private static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), MILLIS_SCALE);
  }
}
