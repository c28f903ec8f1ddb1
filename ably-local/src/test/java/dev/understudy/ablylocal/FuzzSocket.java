package dev.understudy.ablylocal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A TCP client that writes whatever it is told, and reads WebSocket messages and HTTP answers.
 * Confined to one thread.
 */
final class FuzzSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] MASK =
      new byte[4]; // Of zeros, so that what is masked stays what it was.

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  FuzzSocket(AblyLocal server) throws IOException {
    this.socket = new Socket(server.host(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
  }

  /** Asks for a WebSocket, and tells whether it has one. */
  boolean upgrade(String target) throws IOException {
    write(("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1));
    flush();
    return head().startsWith("HTTP/1.1 101");
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Writes a whole WebSocket message. */
  void message(int opcode, byte[] payload) throws IOException {
    out.write(0x80 | opcode);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length < 1 << 16) {
      out.write(0x80 | 126);
      out.writeShort(payload.length);
    } else {
      out.write(0x80 | 127);
      out.writeLong(payload.length);
    }
    out.write(MASK);
    out.write(payload);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The next text or binary message; empty if the server ended the connection. */
  Optional<byte[]> read() throws IOException {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        byte[] payload = in.readNBytes(length());
        if (opcode == 8) {
          return Optional.empty();
        }
        if (opcode == 1 || opcode == 2) {
          return Optional.of(payload);
        }
      }
    } catch (EOFException | SocketException gone) {
      return Optional.empty();
    }
  }

  /** The status line and the headers of an answer, and its body; empty if the server ended the connection. */
  Optional<String> answer(boolean withBody) throws IOException {
    try {
      String head = head();
      int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
      int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
      byte[] body = withBody ? in.readNBytes(length) : new byte[0];
      return Optional.of(head + new String(body, StandardCharsets.ISO_8859_1));
    } catch (EOFException | SocketException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private int length() throws IOException {
    int length = in.readUnsignedByte() & 0x7f;
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> length;
    };
  }
}
