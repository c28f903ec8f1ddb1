package dev.understudy.ablylocal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for a token (TE1 to TE6). What it leaves out is absent, and so is a {@code ttl} of 0,
 * which ably-java writes for none. Does not print itself.
 */
public final class TokenRequest {
  static final Duration LONGEST_LIFE = Duration.ofHours(24);
  private static final Duration USUAL_LIFE = Duration.ofHours(1);

  private final JsonNode tree;

  public TokenRequest(JsonNode tree) {
    this.tree = tree;
  }

  public Optional<String> keyName() {
    return Frame.text(tree, "keyName");
  }

  /** The client that the token's holder wants to act as; empty if nobody by name. */
  public Optional<String> clientId() {
    return Frame.text(tree, "clientId");
  }

  /** What the token is to permit, by the key's leave; empty if all that the key does. */
  public Optional<String> capability() {
    return Frame.text(tree, "capability").filter(text -> !text.isEmpty());
  }

  /** How long the token is to last. Only if {@link #refuse} has nothing against it. */
  public Duration life() {
    return text("ttl").isEmpty()
        ? USUAL_LIFE
        : Duration.ofMillis(tree.path("ttl").asLong());
  }

  public Instant timestamp() {
    return Instant.ofEpochMilli(tree.path("timestamp").asLong());
  }

  public String nonce() {
    return text("nonce");
  }

  public boolean isSigned() {
    return Frame.text(tree, "mac").isPresent();
  }

  /** Whether {@code key} signed it. Takes the same time whatever differs. */
  public boolean isSignedBy(ApiKey key) {
    try {
      byte[] mac = Base64.getDecoder().decode(text("mac"));
      return Hmac.isSignature(mac, signedText(), key.secret());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What it lacks that every request must have; empty if nothing. */
  public Optional<ErrorInfo> refuseAsIncomplete() {
    return Stream.of("keyName", "timestamp")
        .filter(field -> text(field).isEmpty())
        .findFirst()
        .map(ErrorInfo::missingField);
  }

  /** What is wrong with what it asks for; empty if nothing is. */
  public Optional<ErrorInfo> refuse() {
    if (!Frame.isTextOrNone(tree, "clientId")
        || clientId().filter(String::isEmpty).isPresent()) {
      return Optional.of(ErrorInfo.invalidClientId());
    }
    Optional<String> unknown = capability().flatMap(Capability::unknownOperation);
    if (unknown.isPresent()) {
      return unknown.map(ErrorInfo::unknownOperation);
    }
    if (!Frame.isTextOrNone(tree, "capability")
        || (capability().isPresent() && capability().flatMap(Capability::parse).isEmpty())) {
      return Optional.of(
          ErrorInfo.invalidParameter("capability", "must be a text that holds a JSON object"));
    }
    boolean wrongLife = !text("ttl").isEmpty()
        && (!tree.path("ttl").isIntegralNumber()
            || life().isNegative()
            || life().compareTo(LONGEST_LIFE) > 0);
    return wrongLife
        ? Optional.of(
            ErrorInfo.invalidParameter("ttl", "must be from 0 to " + LONGEST_LIFE.toMillis()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "TokenRequest[%s, ***]".formatted(keyName().orElse("no key"));
  }

  /** One line for each field, in this order (RSA9g). */
  private String signedText() {
    return String.join(
        "\n",
        text("keyName"),
        text("ttl"),
        text("capability"),
        text("clientId"),
        text("timestamp"),
        text("nonce"),
        "");
  }

  /** A field's text; the empty one if it is missing, null, or the number 0. */
  private String text(String field) {
    JsonNode value = tree.path(field);
    boolean zero = value.isNumber() && value.asLong() == 0;
    boolean none = value.isMissingNode() || value.isNull() || zero;
    return none ? "" : value.asText();
  }
}
