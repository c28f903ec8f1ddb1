package dev.understudy.ablylocal.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a client presents to be let in, unchecked. Does not print its secrets. */
public sealed interface Credentials {

  /** No credentials at all. */
  record None() implements Credentials {}

  /** An API key with its secret. */
  record Key(String text) implements Credentials {

    /** The part before the secret; all of it if it has none. */
    String name() {
      return text.split(":", 2)[0];
    }

    @Override
    public String toString() {
      return "Key[***]";
    }
  }

  /** A token. */
  record Token(String text) implements Credentials {
    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  /**
   * Finds the credentials of a request. ably-java writes {@code accessToken} in its URLs, ably-js {@code access_token}.
   *
   * @param authorization the header of that name; empty if there was none
   */
  static Credentials presentedBy(Map<String, String> query, String authorization) {
    return param(query, "key")
        .<Credentials>map(Key::new)
        .or(() -> param(query, "accessToken").map(Token::new))
        .or(() -> param(query, "access_token").map(Token::new))
        .orElseGet(() -> fromHeader(authorization));
  }

  private static Optional<String> param(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  private static Credentials fromHeader(String header) {
    String[] parts = header.strip().split(" +", 2);
    if (parts.length < 2) {
      return new None();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "basic" -> base64(parts[1]).<Credentials>map(Key::new).orElseGet(None::new);
      case "bearer" -> new Token(bearer(parts[1]));
      default -> new None();
    };
  }

  /** A token as it is, or in Base64 as the SDKs send it (RSA3b). Tokens have dots, and Base64 has none. */
  private static String bearer(String value) {
    return value.contains(".") ? value : base64(value).orElse(value);
  }

  private static Optional<String> base64(String value) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
