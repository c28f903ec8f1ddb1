package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.link.Link;
import dev.understudy.ablylocal.wire.Format;
import dev.understudy.ablylocal.wire.Outbound;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Vert.x WebSocket as {@link Link}. JSON goes in text frames, MessagePack in binary ones. */
final class WebSocketLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketLink.class);

  /** What may wait for a slow reader, in bytes, before it is cut off. */
  private static final int BACKPRESSURE = 16 * 1024 * 1024;

  private final ServerWebSocket socket;
  private final Format format;
  private final Pongs pongs;

  WebSocketLink(ServerWebSocket socket, Format format, Pongs pongs) {
    this.socket = socket;
    this.format = format;
    this.pongs = pongs;
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
      pongs.expect(this);
      socket.writePing(Buffer.buffer());
    }
  }

  @Override
  public void close() {
    if (!socket.isClosed()) {
      socket.close();
    }
  }

  /**
   * Goes past Vert.x, which would say goodbye by a close frame and wait for an answer: ably-java
   * 1.5.0 overlooks that frame, and would stay for half a minute.
   */
  @Override
  public void sever() {
    end(channel());
  }

  @Override
  public void reset() {
    Channel channel = channel();
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      end(channel);
    }
  }

  private Channel channel() {
    return ((WebSocketInternal) socket).channelHandlerContext().channel();
  }

  private static void end(Channel channel) {
    channel.unsafe().close(channel.voidPromise());
  }
}
