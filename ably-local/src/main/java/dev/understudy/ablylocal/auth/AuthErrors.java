package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.ErrorInfo;

/** Refusals because of who asks: credentials that are none, or that do not permit what is asked for. */
public final class AuthErrors {
  private AuthErrors() {}

  public static ErrorInfo invalidCredentials() {
    return new ErrorInfo(40101, 401, "Invalid credentials");
  }

  public static ErrorInfo noCredentials() {
    return new ErrorInfo(40101, 401, "No authentication information provided");
  }

  static ErrorInfo invalidClientIdForCredentials() {
    return new ErrorInfo(40102, 401, "Incompatible credentials: invalid clientId for credentials");
  }

  public static ErrorInfo wrongMac() {
    return new ErrorInfo(40101, 401, "Request mac does not match");
  }

  public static ErrorInfo incompatibleCredentials() {
    return new ErrorInfo(
        40102, 401, "Incompatible credentials: a connection's app and clientId cannot change");
  }

  public static ErrorInfo timestampNotCurrent() {
    return new ErrorInfo(40104, 401, "Timestamp not current");
  }

  public static ErrorInfo nonceReplayed() {
    return new ErrorInfo(40105, 401, "Nonce value replayed");
  }

  public static ErrorInfo tokenRevoked() {
    return new ErrorInfo(40141, 401, "Token revoked");
  }

  public static ErrorInfo tokenExpired() {
    return new ErrorInfo(40142, 401, "Token expired");
  }

  static ErrorInfo invalidToken(String why) {
    return new ErrorInfo(40144, 401, "Error verifying JWT; " + why);
  }

  public static ErrorInfo keyPermitsNothing() {
    return new ErrorInfo(40160, 401, "The key permits nothing of the capability that is asked for");
  }

  public static ErrorInfo needsKey() {
    return new ErrorInfo(40162, 401, "Tokens can only be revoked by a key");
  }

  public static ErrorInfo notRevocable() {
    return new ErrorInfo(40164, 401, "Token revocation is not enabled for this key");
  }

  static ErrorInfo notPermitted(Operation operation, String channel) {
    return new ErrorInfo(
        40160,
        401,
        "Unable to perform operation on channel: %s (the capability does not permit %s)"
            .formatted(channel, operation.wireName()));
  }

  public static ErrorInfo nothingPermitted(String channel) {
    return new ErrorInfo(
        40160, 401, "Channel denied access based on given capability; channel = " + channel);
  }

  static ErrorInfo modeNotGranted(String channel, Mode mode) {
    int code = mode == Mode.PRESENCE ? 40165 : 40160;
    return new ErrorInfo(
        code,
        401,
        "Unable to perform operation on channel: %s (mode %s not requested)"
            .formatted(channel, mode));
  }

  public static ErrorInfo unknownApplication(String appId) {
    return new ErrorInfo(40400, 404, "No application found with id " + appId);
  }
}
