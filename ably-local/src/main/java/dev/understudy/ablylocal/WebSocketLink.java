package dev.understudy.ablylocal;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Vert.x WebSocket as {@link Link}. JSON goes in text frames, MessagePack in binary ones. */
final class WebSocketLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketLink.class);

  /** What may wait for a slow reader, in bytes, before it is cut off. */
  private static final int BACKPRESSURE = 16 * 1024 * 1024;

  private final ServerWebSocket socket;
  private final HttpConnection connection;
  private final Format format;

  WebSocketLink(ServerWebSocket socket, HttpConnection connection, Format format) {
    this.socket = socket;
    this.connection = connection;
    this.format = format;
    socket.setWriteQueueMaxSize(BACKPRESSURE);
  }

  @Override
  public void send(Outbound frame) {
    if (socket.isClosed()) {
      return;
    }
    if (socket.writeQueueFull()) {
      LOG.warn("a client does not read what it is sent, and is cut off");
      sever();
    } else if (format == Format.JSON) {
      socket.writeTextMessage(frame.json());
    } else {
      socket.writeBinaryMessage(Buffer.buffer(frame.msgpack()));
    }
  }

  @Override
  public void ping() {
    if (!socket.isClosed()) {
      socket.writePing(Buffer.buffer());
    }
  }

  @Override
  public void close() {
    if (!socket.isClosed()) {
      socket.close();
    }
  }

  @Override
  public void sever() {
    connection.close();
  }
}
