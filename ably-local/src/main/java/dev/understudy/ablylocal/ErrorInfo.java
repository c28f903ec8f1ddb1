package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Why something was refused, as Ably tells it: its code, the HTTP status that goes with it, and a sentence.
 *
 * <p>Codes are those of the error catalogue at ably.com/docs/platform/errors/codes; that of a presence operation on a
 * channel that is not attached is documented nowhere, so it gets the general one for a wrong channel state.
 */
record ErrorInfo(int code, int statusCode, String message) {

  static ErrorInfo malformed(String what) {
    return new ErrorInfo(40000, 400, "Malformed message; " + what);
  }

  static ErrorInfo malformedUrl() {
    return new ErrorInfo(40000, 400, "Malformed URL");
  }

  static ErrorInfo mismatchedConnectionId() {
    return new ErrorInfo(40006, 400, "Malformed message; mismatched connectionId");
  }

  static ErrorInfo tooLarge(long bytes, int limit) {
    return new ErrorInfo(
        40009,
        400,
        "Maximum message length exceeded (was %d bytes; limit is %d bytes)"
            .formatted(bytes, limit));
  }

  static ErrorInfo invalidChannelName(String name) {
    return new ErrorInfo(40010, 400, "invalid channel name: " + name);
  }

  static ErrorInfo mismatchedClientId(String wanted, String own) {
    return new ErrorInfo(
        40012, 400, "Invalid clientId: %s may not act as %s".formatted(own, wanted));
  }

  static ErrorInfo invalidData() {
    return new ErrorInfo(40013, 400, "Invalid message data or encoding");
  }

  static ErrorInfo invalidCredentials() {
    return new ErrorInfo(40101, 401, "Invalid credentials");
  }

  static ErrorInfo noCredentials() {
    return new ErrorInfo(
        40101,
        401,
        "No authentication information provided; this server takes a key, and no tokens yet");
  }

  static ErrorInfo unknownApplication(String appId) {
    return new ErrorInfo(40400, 404, "No application found with id " + appId);
  }

  static ErrorInfo notFound(String path) {
    return new ErrorInfo(40400, 404, "Could not find path: " + path);
  }

  static ErrorInfo modeNotGranted(String channel, Mode mode) {
    int code = mode == Mode.PRESENCE ? 40165 : 40160;
    return new ErrorInfo(
        code,
        401,
        "Unable to perform operation on channel: %s (mode %s not requested)"
            .formatted(channel, mode));
  }

  static ErrorInfo notAttached(String channel) {
    return new ErrorInfo(
        90001,
        400,
        "Unable to perform operation on channel: %s (not currently attached)".formatted(channel));
  }

  static ErrorInfo notSupported(String what) {
    return new ErrorInfo(40020, 400, what + " not supported by this server yet");
  }

  static ErrorInfo connectionRateExceeded(int perSecond) {
    return new ErrorInfo(42911, 429, rateExceeded("connection.inboundRate", perSecond));
  }

  static ErrorInfo channelRateExceeded(int perSecond) {
    return new ErrorInfo(42913, 429, rateExceeded("channel.maxRate", perSecond));
  }

  static ErrorInfo connectionExpired() {
    return new ErrorInfo(80008, 400, "Unable to recover connection: connection expired");
  }

  static ErrorInfo invalidConnectionKey() {
    return new ErrorInfo(80018, 400, "Invalid connection key");
  }

  static ErrorInfo disconnected() {
    return new ErrorInfo(80003, 503, "Disconnected by the server; the connection may be resumed");
  }

  static ErrorInfo messagesExpired() {
    return new ErrorInfo(90003, 404, "Unable to recover channel (messages expired)");
  }

  static ErrorInfo messageLimitExceeded() {
    return new ErrorInfo(90004, 404, "Unable to recover channel (message limit exceeded)");
  }

  static ErrorInfo tooManyChannels(int limit) {
    return new ErrorInfo(
        90010,
        400,
        "Maximum number of channels per connection exceeded (limit is %d)".formatted(limit));
  }

  static ErrorInfo noClientId() {
    return new ErrorInfo(91000, 400, "Unable to enter presence channel (no clientId)");
  }

  static ErrorInfo tooManyMembers(int limit) {
    return new ErrorInfo(
        91003,
        400,
        "Unable to enter presence channel (maximum member limit exceeded; limit is %d)"
            .formatted(limit));
  }

  static ErrorInfo internal() {
    return new ErrorInfo(50000, 500, "Internal error");
  }

  private static String rateExceeded(String metric, int perSecond) {
    return "Rate limit exceeded; request rejected (nonfatal); metric = %s; permitted rate = %d"
        .formatted(metric, perSecond);
  }

  ObjectNode tree() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code)
        .put("statusCode", statusCode)
        .put("message", message)
        .put("href", "https://help.ably.io/error/" + code);
  }
}
