package dev.understudy.ablylocal.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that was found to be good.
 *
 * @param key the one that it was issued by
 * @param revocationKey what it can be revoked by together with others, if its issuer said so
 */
public record Token(ApiKey key, TokenClaims claims, Optional<String> revocationKey) {

  Instant expires() {
    return claims.expires();
  }
}
