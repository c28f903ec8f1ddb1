package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Jwt;
import java.time.Duration;
import java.time.Instant;

/** JWTs as a customer's own server makes them. */
public final class Tokens {
  private final Instant now;
  private final ObjectNode claims = JsonNodeFactory.instance.objectNode();

  private Tokens(Instant now) {
    this.now = now;
    claims.put("iat", now.getEpochSecond());
    lasting(Duration.ofHours(1));
  }

  /** A token that lasts an hour, permits what its key does, and is nobody's by name. */
  public static Tokens at(Instant now) {
    return new Tokens(now);
  }

  public Tokens lasting(Duration life) {
    claims.put("exp", now.plus(life).getEpochSecond());
    return this;
  }

  public Tokens of(String clientId) {
    return with("x-ably-clientId", clientId);
  }

  /** Lets it permit what {@code json}, with apostrophes for quotation marks, says. */
  public Tokens permitting(String json) {
    return with("x-ably-capability", json.replace('\'', '"'));
  }

  public Tokens with(String claim, String value) {
    claims.put(claim, value);
    return this;
  }

  public Tokens with(String claim, int value) {
    claims.put(claim, value);
    return this;
  }

  public Jwt signedBy(String key) {
    return Jwt.of(claims, ApiKey.parse(key));
  }
}
