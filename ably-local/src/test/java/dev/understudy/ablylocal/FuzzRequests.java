package dev.understudy.ablylocal;

import dev.understudy.ablylocal.wire.Format;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** HTTP requests and queries in which something is wrong. */
final class FuzzRequests {
  private static final List<String> METHODS = List.of(
      "GET", "GET", "GET", "POST", "POST", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD",
      "FOO");
  private static final List<String> PATHS = List.of(
      "/time",
      "/stats",
      "/apps",
      "/apps/x",
      "/messages",
      "/presence",
      "/channels/%s",
      "/channels/%s/messages",
      "/channels/%s/history",
      "/channels/%s/presence",
      "/channels/%s/presence/history",
      "/channels/%s/messages/%s/x",
      "/channels/%s/objects",
      "/push/%s",
      "/keys/app.key/requestToken",
      "/keys/app.key/revokeTokens",
      "/keys/%s/requestToken",
      "/%s",
      "/",
      "/channels//%s");
  private static final List<String> PARAMS = List.of(
      "start",
      "end",
      "direction",
      "limit",
      "cursor",
      "format",
      "envelope",
      "clientId",
      "connectionId",
      "channels",
      "from_serial",
      "fromSerial",
      "v",
      "echo",
      "heartbeats",
      "heartbeatInterval",
      "remainPresentFor",
      "resume",
      "recover",
      "access_token",
      "accessToken",
      "by_reference",
      "allowReauthMargin");
  private static final List<String> VALUES = List.of(
      "0",
      "1",
      "-1",
      "1000",
      "999999999999999999999",
      "true",
      "false",
      "backwards",
      "forwards",
      "json",
      "msgpack",
      "room",
      "*",
      "a,b,room",
      "x!y-0",
      "!-",
      "eyJhbGciOiJIUzI1NiJ9.e30.x",
      "..",
      "NaN",
      "1e3",
      "MQ==");

  private final FuzzFrames frames;
  private final String key;

  FuzzRequests(FuzzFrames frames, String key) {
    this.frames = frames;
    this.key = key;
  }

  /** Name and value pairs that a URL may end with. */
  String query() {
    StringBuilder query = new StringBuilder();
    while (!frames.chance(3)) {
      query.append('&').append(frames.pick(PARAMS)).append('=').append(value());
    }
    return query.toString();
  }

  /** A whole request, of a body that has the length it says. */
  byte[] next() {
    Format format = frames.chance(2) ? Format.JSON : Format.MSGPACK;
    byte[] body = frames.chance(3) ? new byte[0] : frames.body(format);
    String head = frames.pick(METHODS) + " " + target() + " HTTP/1.1\r\nHost: x\r\n"
        + authorization()
        + "Content-Type: application/" + (format == Format.JSON ? "json" : "x-msgpack") + "\r\n"
        + (frames.chance(3) ? "Accept: application/x-msgpack\r\n" : "")
        + (frames.chance(5) ? "X-Ably-ClientId: " + value() + "\r\n" : "")
        + (frames.chance(5) ? "X-Ably-Version: " + frames.pick(VALUES) + "\r\n" : "")
        + "Content-Length: " + body.length + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private String target() {
    return frames.pick(PATHS).replace("%s", frames.chance(3) ? value() : "room") + "?x=" + query();
  }

  private String authorization() {
    return switch (frames.chance(6) ? 0 : 1) {
      case 0 ->
        "Authorization: " + frames.pick(List.of("Basic ", "Bearer ", "", "Basic :")) + value()
            + "\r\n";
      default ->
        "Authorization: Basic "
            + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    };
  }

  /** Mostly encoded as it should be. */
  private String value() {
    String value = frames.chance(2) ? frames.pick(VALUES) : shortened(frames.text());
    return frames.chance(20)
        ? frames.pick(List.of("%", "%zz", "%00", "%ff", "[", "{}"))
        : URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(300, text.length()));
  }
}
