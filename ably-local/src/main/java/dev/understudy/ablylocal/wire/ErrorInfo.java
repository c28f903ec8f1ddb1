package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;

/**
 * Why something was refused, as Ably tells it: its code, the HTTP status that goes with it, and a sentence.
 *
 * <p>Codes are those of the error catalogue, {@code errors/codes} of github.com/ably/ably-common,
 * which tells more of them than ably.com/docs/platform/errors/codes.
 */
@Internal
public record ErrorInfo(int code, int statusCode, String message) {
  /** A sentence repeats what a client sent, which may be as long as a frame. */
  private static final int LONGEST_MESSAGE = 1024;

  public ErrorInfo {
    if (message.length() > LONGEST_MESSAGE) {
      int end = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1))
          ? LONGEST_MESSAGE - 1
          : LONGEST_MESSAGE;
      message = message.substring(0, end) + "…";
    }
  }

  public static ErrorInfo malformed(String what) {
    return new ErrorInfo(40000, 400, "Malformed message; " + what);
  }

  public static ErrorInfo malformedRequest(int statusCode, String what) {
    return new ErrorInfo(40000, statusCode, "Malformed request; " + what);
  }

  public static ErrorInfo malformedUrl() {
    return new ErrorInfo(40000, 400, "Malformed URL");
  }

  public static ErrorInfo invalidBody() {
    return new ErrorInfo(40001, 400, "Invalid request body");
  }

  public static ErrorInfo missingField(String name) {
    return new ErrorInfo(40001, 400, "Invalid request body: %s is missing".formatted(name));
  }

  public static ErrorInfo invalidParameter(String name, String rule) {
    return new ErrorInfo(40003, 400, "Invalid parameter value: %s %s".formatted(name, rule));
  }

  public static ErrorInfo unknownOperation(String name) {
    return new ErrorInfo(40000, 400, "Invalid capability; no operation is named " + name);
  }

  public static ErrorInfo invalidHeader(String name, String rule) {
    return new ErrorInfo(40004, 400, "Invalid request header: %s %s".formatted(name, rule));
  }

  public static ErrorInfo mismatchedConnectionId() {
    return new ErrorInfo(40006, 400, "Malformed message; mismatched connectionId");
  }

  /** Refuses a message published over HTTP on behalf of a connection that is not alive. */
  public static ErrorInfo noSuchConnection() {
    return new ErrorInfo(40006, 400, "Invalid connection key");
  }

  public static ErrorInfo invalidChannelName(String name) {
    return new ErrorInfo(40010, 400, "invalid channel name: " + name);
  }

  public static ErrorInfo mismatchedClientId(String wanted, String own) {
    return new ErrorInfo(
        40012, 400, "Invalid clientId: %s may not act as %s".formatted(own, wanted));
  }

  public static ErrorInfo invalidClientId() {
    return new ErrorInfo(40012, 400, "Invalid clientId: must be a text that is not empty");
  }

  public static ErrorInfo invalidData() {
    return new ErrorInfo(40013, 400, "Invalid message data or encoding");
  }

  public static ErrorInfo unsupportedContentType(String type) {
    return new ErrorInfo(
        40013,
        415,
        "Invalid message data or encoding; content type %s is neither application/json nor application/x-msgpack"
            .formatted(type));
  }

  public static ErrorInfo failedBatch() {
    return new ErrorInfo(40020, 400, "Batched response includes errors");
  }

  public static ErrorInfo invalidMessageId(String rule) {
    return new ErrorInfo(40031, 400, "Client-specified message ids " + rule);
  }

  public static ErrorInfo invalidExtras(String why) {
    return new ErrorInfo(40032, 400, why);
  }

  public static ErrorInfo ownApplication(String appId) {
    return new ErrorInfo(
        40300, 403, "The app %s is the server's own, and lasts as long as it".formatted(appId));
  }

  public static ErrorInfo notFound(String path) {
    return new ErrorInfo(40400, 404, "Could not find path: " + path);
  }

  public static ErrorInfo notAttached(String channel) {
    return new ErrorInfo(
        90001,
        404,
        "Unable to perform operation on channel: %s (not currently attached)".formatted(channel));
  }

  public static ErrorInfo notSupported(String what) {
    return new ErrorInfo(40000, 400, what + " not supported by this server");
  }

  /** Ably's code for a channel without mutable messages, which no setting gives a channel here. */
  public static ErrorInfo notMutable() {
    return new ErrorInfo(
        93002,
        400,
        "Updating, deleting, appending to and annotating messages are not supported by this server,"
            + " which has no mutable messages");
  }

  public static ErrorInfo connectionExpired() {
    return new ErrorInfo(80008, 400, "Unable to recover connection (connection expired)");
  }

  public static ErrorInfo invalidConnectionKey() {
    return new ErrorInfo(80018, 400, "Unable to recover connection: invalid connection key");
  }

  public static ErrorInfo disconnected() {
    return new ErrorInfo(80003, 503, "Disconnected by the server; the connection may be resumed");
  }

  public static ErrorInfo messagesExpired() {
    return new ErrorInfo(90003, 404, "Unable to recover channel (messages expired)");
  }

  public static ErrorInfo messageLimitExceeded() {
    return new ErrorInfo(90004, 404, "Unable to recover channel (message limit exceeded)");
  }

  public static ErrorInfo noClientId() {
    return new ErrorInfo(91000, 400, "Unable to enter presence channel (no clientId)");
  }

  /** Refuses what should have said which of its clients a connection for any of them means. */
  public static ErrorInfo whichClientId() {
    return new ErrorInfo(40012, 400, "Invalid clientId: a connection for any client must name one");
  }

  public static ErrorInfo internal() {
    return new ErrorInfo(50000, 500, "Internal error");
  }

  /** Whether another token would do (RSA4b): that is how ably-java's REST learns that it should get one. */
  public boolean isOfAStaleToken() {
    return code >= 40140 && code < 40150;
  }

  public ObjectNode tree() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code)
        .put("statusCode", statusCode)
        .put("message", message)
        .put("href", "https://help.ably.io/error/" + code);
  }
}
