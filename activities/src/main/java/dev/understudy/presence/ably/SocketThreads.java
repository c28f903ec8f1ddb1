package dev.understudy.presence.ably;

import io.ably.lib.debug.DebugOptions;
import io.ably.lib.transport.ConnectionManager;
import io.ably.lib.transport.ITransport;
import io.ably.lib.transport.WebSocketTransport;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.ProtocolMessage;
import java.lang.reflect.Field;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the threads of a connection's sockets end with them, for they are no daemons, and would hold a
 * process that ends.
 * ably-java makes two for each (ably-java 1.5.0):
 *
 * <ul>
 *   <li>One of an HTTP client of its own, which it does not close: it waits for a minute for more to do ({@code
 *       OkHttpWebSocketEngine.create}). One socket is all that such a client is for, so that it is told as soon as that
 *       begins to open that nothing else will come, whether it opens or not.
 *   <li>One of a timer, which looks for signs of life, also of a socket that could not be opened: only one that is
 *       closed in order ends its timer ({@code WebSocketHandler.dispose}).
 * </ul>
 *
 * <p>ably-java does not give them away: they are taken from its fields, and if those are others, threads end later, as
 * before.
 */
final class SocketThreads {
  private static final Logger LOG = LoggerFactory.getLogger(SocketThreads.class);

  private SocketThreads() {}

  /** Lets those end with their sockets that a client with {@code options} will make. */
  static void endWithSocketsOf(DebugOptions options) {
    options.transportFactory = Transport::new;
  }

  /** ably-java's own, over one socket. */
  private static final class Transport extends WebSocketTransport {
    private volatile boolean isOpen;

    Transport(TransportParams params, ConnectionManager manager) {
      super(params, manager);
    }

    @Override
    public void connect(ConnectListener listener) {
      super.connect(new Listener(listener));
      unlessOthers(this::endHttpWithSocket);
    }

    /** What is ours alone nobody else hears. */
    @Override
    public void send(ProtocolMessage message) throws AblyException {
      if (message instanceof Backlog.End end) {
        end.reached();
      } else {
        super.send(message);
      }
    }

    /** One that is open answers, or its timer gives it up. */
    @Override
    public void close() {
      super.close();
      if (!isOpen) {
        unlessOthers(this::endTimer);
      }
    }

    /** Called by the socket. */
    private final class Listener implements ConnectListener {
      private final ConnectListener manager;

      Listener(ConnectListener manager) {
        this.manager = manager;
      }

      @Override
      public void onTransportAvailable(ITransport transport) {
        isOpen = true;
        manager.onTransportAvailable(transport);
      }

      @Override
      public void onTransportUnavailable(ITransport transport, ErrorInfo reason) {
        manager.onTransportUnavailable(transport, reason);
        unlessOthers(Transport.this::endTimer);
      }
    }

    /** What the client has begun goes on. */
    private void endHttpWithSocket() throws ReflectiveOperationException {
      Object socket = field(this, WebSocketTransport.class, "webSocketClient");
      Object http = field(socket, socket.getClass(), "connection");
      Object dispatcher = http.getClass().getMethod("dispatcher").invoke(http);
      ((ExecutorService) dispatcher.getClass().getMethod("executorService").invoke(dispatcher))
          .shutdown();
    }

    private void endTimer() throws ReflectiveOperationException {
      Object handler = field(this, WebSocketTransport.class, "webSocketHandler");
      ((Timer) field(handler, handler.getClass(), "timer")).cancel();
    }

    /** Does something with ably-java's fields. */
    private interface Ending {
      void end() throws ReflectiveOperationException;
    }

    private static void unlessOthers(Ending ending) {
      try {
        ending.end();
      } catch (ReflectiveOperationException | RuntimeException others) {
        LOG.debug("threads of a socket end later than it", others);
      }
    }

    private static Object field(Object of, Class<?> in, String name)
        throws ReflectiveOperationException {
      Field field = in.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    }
  }
}
