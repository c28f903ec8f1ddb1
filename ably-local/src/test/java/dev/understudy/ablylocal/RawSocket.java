package dev.understudy.ablylocal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP client that speaks as much HTTP as a test writes, and never answers a ping. */
final class RawSocket implements AutoCloseable {
  private final Socket socket;

  private RawSocket(Socket socket) {
    this.socket = socket;
  }

  /** Opens a WebSocket on {@code server} and reads nothing of it yet. */
  static RawSocket upgrade(AblyLocal server, String query) throws IOException {
    return send(
        server,
        "GET /?key=" + server.key() + query,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  }

  /** Sends a request without a body. */
  static RawSocket send(AblyLocal server, String request, String... headers) throws IOException {
    RawSocket client = new RawSocket(new Socket(server.host(), server.port()));
    client.socket.setSoTimeout(60_000);
    String text = request + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers)
        + (headers.length == 0 ? "" : "\r\n") + "\r\n";
    client.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return client;
  }

  /** All that comes until {@code text} came. */
  String readUntil(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("ended before '" + text + "' came: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** All that comes until the server ends the connection. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
