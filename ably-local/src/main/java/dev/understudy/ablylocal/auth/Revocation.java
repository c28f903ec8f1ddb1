package dev.understudy.ablylocal.auth;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The end of some tokens of a key before their time (ably.com/docs/auth/revocation).
 *
 * @param issuedBefore younger tokens stay good
 * @param appliesAt when it begins to count
 */
public record Revocation(ApiKey key, Target target, Instant issuedBefore, Instant appliesAt) {

  /** What its tokens have in common. */
  public record Target(Kind kind, String value) {
    /** Reads {@code clientId:ada}; empty if it is none. */
    public static Optional<Target> parse(String text) {
      return Arrays.stream(Kind.values())
          .filter(kind -> text.startsWith(kind.prefix))
          .map(kind -> new Target(kind, text.substring(kind.prefix.length())))
          .filter(target -> !target.value.isEmpty())
          .findFirst();
    }
  }

  /** What a revocation can name tokens by. */
  enum Kind {
    CLIENT_ID("clientId:") {
      @Override
      boolean matches(Token token, String value) {
        return token.claims().clientId().filter(value::equals).isPresent();
      }
    },
    REVOCATION_KEY("revocationKey:") {
      @Override
      boolean matches(Token token, String value) {
        return token.revocationKey().filter(value::equals).isPresent();
      }
    };

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    abstract boolean matches(Token token, String value);
  }

  public boolean covers(Token token) {
    return token.key().name().equals(key.name())
        && token.claims().issued().isBefore(issuedBefore)
        && target.kind().matches(token, target.value());
  }
}
