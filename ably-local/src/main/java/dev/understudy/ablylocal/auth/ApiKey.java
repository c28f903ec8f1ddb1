package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of an app, {@code appId.keyId:secret}, and what it permits. Does not print its secret.
 *
 * <p>Immutable.
 */
public final class ApiKey {
  private static final Pattern SHAPE = Pattern.compile("([\\w-]+)\\.([\\w-]+):(\\S+)");

  private final String appId;
  private final String keyId;
  private final String secret;
  private final Powers powers;

  /** What can be done by it. */
  private record Powers(Capability capability, boolean revocableTokens) {
    static final Powers ALL = new Powers(Capability.ALL, true);
  }

  private ApiKey(String appId, String keyId, String secret, Powers powers) {
    this.appId = appId;
    this.keyId = keyId;
    this.secret = secret;
    this.powers = powers;
  }

  /**
   * Reads a key, which permits everything.
   *
   * @throws IllegalArgumentException if {@code text} has not the shape of one; the text itself is not repeated
   */
  public static ApiKey parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("key must have the form appId.keyId:secret");
    }
    return new ApiKey(matcher.group(1), matcher.group(2), matcher.group(3), Powers.ALL);
  }

  public static ApiKey random() {
    return random("local-" + Ids.name());
  }

  /** A new key of an app. */
  public static ApiKey random(String appId) {
    return new ApiKey(appId, Ids.name(), Ids.secret(), Powers.ALL);
  }

  public ApiKey withCapability(Capability other) {
    return new ApiKey(appId, keyId, secret, new Powers(other, powers.revocableTokens()));
  }

  public ApiKey withRevocableTokens(boolean revocable) {
    return new ApiKey(appId, keyId, secret, new Powers(powers.capability(), revocable));
  }

  public String appId() {
    return appId;
  }

  /** What may be told of it to anybody, {@code appId.keyId}. */
  public String name() {
    return appId + "." + keyId;
  }

  /** The part of its name that is its own. */
  public String id() {
    return keyId;
  }

  public Capability capability() {
    return powers.capability();
  }

  /** Whether its tokens can be revoked. */
  public boolean hasRevocableTokens() {
    return powers.revocableTokens();
  }

  /** Never to be logged, nor sent to anybody but the maker of the app. */
  public String secret() {
    return secret;
  }

  /** All of it, with the secret. */
  public String text() {
    return name() + ":" + secret;
  }

  /** Whether {@code presented} is this key. Takes the same time whatever differs. */
  public boolean isOpenedBy(String presented) {
    return MessageDigest.isEqual(bytes(presented), bytes(text()));
  }

  @Override
  public String toString() {
    return name() + ":***";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
