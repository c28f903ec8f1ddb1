package dev.understudy.ablylocal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key a client must present, {@code appId.keyId:secret}. Does not print its secret. */
final class ApiKey {
  private static final Pattern SHAPE = Pattern.compile("([\\w-]+)\\.([\\w-]+):(\\S+)");

  private final String appId;
  private final String text;

  private ApiKey(String appId, String text) {
    this.appId = appId;
    this.text = text;
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if {@code text} has not the shape of one; the text itself is not repeated
   */
  static ApiKey parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("key must have the form appId.keyId:secret");
    }
    return new ApiKey(matcher.group(1), text);
  }

  static ApiKey random() {
    return parse("local." + Ids.name() + ":" + Ids.secret());
  }

  /** Why {@code presented} does not open this server; empty if it does. Takes the same time whatever differs. */
  Optional<ErrorInfo> refuse(String presented) {
    if (MessageDigest.isEqual(bytes(presented), bytes(text))) {
      return Optional.empty();
    }
    String app = presented.substring(0, Math.max(0, presented.indexOf('.')));
    boolean otherApp = !app.isEmpty() && !app.equals(appId);
    return Optional.of(
        otherApp ? ErrorInfo.unknownApplication(app) : ErrorInfo.invalidCredentials());
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return text.substring(0, text.indexOf(':')) + ":***";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
