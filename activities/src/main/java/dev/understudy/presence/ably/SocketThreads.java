package dev.understudy.presence.ably;

import io.ably.lib.transport.ConnectionManager;
import java.lang.reflect.Field;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the threads of a connection's socket end with it. ably-java makes an HTTP client of its own for each socket, and
 * does not close it: its thread, which is no daemon, waits for a minute for more to do, and holds a process for as long
 * that would end (ably-java 1.5.0, {@code OkHttpWebSocketEngine.create}). One socket is all that such a client is for,
 * so that it may be told as soon as that is open that nothing else will come.
 *
 * <p>ably-java does not give the client away: that is taken from its fields, and if they are others, threads end a
 * minute later as before.
 */
final class SocketThreads {
  private static final Logger LOG = LoggerFactory.getLogger(SocketThreads.class);

  private SocketThreads() {}

  /** The socket that {@code manager} has now is open. */
  static void endWithTheSocketOf(ConnectionManager manager) {
    try {
      Object transport = field(manager, ConnectionManager.class, "transport");
      Object socket = field(transport, transport.getClass(), "webSocketClient");
      Object http = field(socket, socket.getClass(), "connection");
      Object dispatcher = http.getClass().getMethod("dispatcher").invoke(http);
      ((ExecutorService) dispatcher.getClass().getMethod("executorService").invoke(dispatcher))
          .shutdown();
    } catch (ReflectiveOperationException | RuntimeException others) {
      LOG.debug("threads of a socket end a minute after it", others);
    }
  }

  private static Object field(Object of, Class<?> in, String name)
      throws ReflectiveOperationException {
    Field field = in.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
