package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.auth.Hmac;
import dev.understudy.ablylocal.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The keys by which clients resume their connections: {@code connectionId!signature-number}. They
 * are signed, so that the key of a connection that is forgotten can be told from what never was a
 * key.
 *
 * <p>Immutable. Does not print its secret.
 */
final class ConnectionKeys {
  private static final char SEPARATOR = '!';

  private final String secret = Ids.secret();

  /** The connection id that a key claims to be for; empty if it has not the shape of a key. */
  static Optional<String> idIn(String key) {
    int at = key.indexOf(SEPARATOR);
    return at > 0 && at < key.length() - 1 ? Optional.of(key.substring(0, at)) : Optional.empty();
  }

  /** A key of that connection; each {@code number} makes another one. */
  String of(String connectionId, int number) {
    return stem(connectionId) + number;
  }

  /** Whether {@code key} was made here, for whatever connection. Takes the same time whatever differs. */
  boolean made(String key) {
    String claimed = key.substring(0, key.lastIndexOf('-') + 1);
    return idIn(key).filter(id -> areEqual(claimed, stem(id))).isPresent();
  }

  private String stem(String connectionId) {
    String signature =
        Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sign(connectionId, secret));
    return connectionId + SEPARATOR + signature + "-";
  }

  private static boolean areEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
