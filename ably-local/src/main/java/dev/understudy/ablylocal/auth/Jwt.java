package dev.understudy.ablylocal.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.Format;
import dev.understudy.ablylocal.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON Web Token signed with HS256 by a key's secret (RFC 7519; ably.com/docs/auth/token/jwt). Does not print itself.
 *
 * <p>Immutable, if nobody changes its claims.
 */
public final class Jwt {
  private static final String ALGORITHM = "HS256";

  private final String keyName;
  private final ObjectNode claims;
  private final String signed;
  private final byte[] signature;

  private Jwt(String keyName, ObjectNode claims, String signed, byte[] signature) {
    this.keyName = keyName;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /** A new one, as {@link #text()} gives it. */
  public static Jwt of(ObjectNode claims, ApiKey key) {
    ObjectNode header = JsonNodeFactory.instance
        .objectNode()
        .put("typ", "JWT")
        .put("alg", ALGORITHM)
        .put("kid", key.name());
    String signed = base64(Format.JSON.encode(header)) + "." + base64(Format.JSON.encode(claims));
    return new Jwt(key.name(), claims, signed, Hmac.sign(signed, key.secret()));
  }

  /** Reads one, whoever signed it; empty if it is none, or of another algorithm. */
  public static Optional<Jwt> parse(String text) {
    if (!hasItsForm(text)) {
      return Optional.empty();
    }
    String[] parts = parts(text);
    try {
      Optional<ObjectNode> header = Format.JSON.decode(bytes(parts[0]));
      Optional<ObjectNode> claims = Format.JSON.decode(bytes(parts[1]));
      byte[] signature = bytes(parts[2]);
      return header
          .filter(head -> head.path("alg").asText().equals(ALGORITHM))
          .flatMap(head -> Frame.text(head, "kid"))
          .flatMap(
              kid -> claims.map(body -> new Jwt(kid, body, parts[0] + "." + parts[1], signature)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it has three parts, as only a JWT has of all tokens of Ably's. */
  static boolean hasItsForm(String text) {
    return parts(text).length == 3;
  }

  private static String[] parts(String text) {
    return text.split("\\.", -1);
  }

  /** The key that it says it is signed by, {@code appId.keyId}. */
  String keyName() {
    return keyName;
  }

  ObjectNode claims() {
    return claims;
  }

  /** Whether that key signed it. Takes the same time whatever differs. */
  boolean isSignedBy(ApiKey key) {
    return key.name().equals(keyName) && Hmac.isSignature(signature, signed, key.secret());
  }

  /** All of it, which opens what its key lets it; never to be logged. */
  public String text() {
    return signed + "." + base64(signature);
  }

  @Override
  public String toString() {
    return "Jwt[%s, ***]".formatted(keyName);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
  }
}
