package dev.understudy.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * As little of a server as Vert.x lets one write, on one event loop like ably-local's: at {@code /echo} each
 * client gets back what it says, at {@code /all} everybody gets what anybody says.
 *
 * <p>The set of clients is touched on the event loop alone.
 */
final class RawServer implements LoadServer.Loaded {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Set<ServerWebSocket> clients = new LinkedHashSet<>();
  private final HttpServer http;

  private RawServer() {
    http = vertx
        .createHttpServer(new HttpServerOptions()
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false))
        .webSocketHandler(this::serve);
  }

  static RawServer start() {
    RawServer server = new RawServer();
    server.http.listen(0, "127.0.0.1").await();
    return server;
  }

  @Override
  public int port() {
    return http.actualPort();
  }

  @Override
  public void restart() {
    vertx.runOnContext(now -> List.copyOf(clients).forEach(ServerWebSocket::close));
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private void serve(ServerWebSocket client) {
    clients.add(client);
    client.closeHandler(gone -> clients.remove(client));
    client.textMessageHandler(
        client.path().equals("/all")
            ? text -> clients.forEach(each -> each.writeTextMessage(text))
            : client::writeTextMessage);
  }
}
