package dev.understudy.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * One client: a WebSocket that first says its lines, each when the one before was answered, and then listens.
 *
 * <p>Confined to the event loop.
 */
final class Peer {
  private final WebSocket socket;
  private final Iterator<Line> lines;
  private final Consumer<String> told;
  private final Promise<Peer> joined = Promise.promise();
  private Line current;

  /**
   * Something to say, and how what it waits for begins.
   *
   * @param text the empty string to say nothing
   */
  record Line(String text, String answer) {}

  private Peer(WebSocket socket, List<Line> lines, Consumer<String> told, Runnable gone) {
    this.socket = socket;
    this.lines = lines.iterator();
    this.told = told;
    this.current = this.lines.next();
    socket.textMessageHandler(this::hear);
    socket.closeHandler(end -> {
      joined.tryFail("the server ended the connection");
      gone.run();
    });
    say(current.text());
  }

  /**
   * Done when all lines of the place, one at least, were answered; {@code told} is given what comes later.
   */
  static Future<Peer> join(
      WebSocketClient client, Place place, Consumer<String> told, Runnable gone) {
    return client
        .connect(place.port(), "127.0.0.1", place.uri())
        .compose(socket -> new Peer(socket, place.lines(), told, gone).joined.future());
  }

  void say(String text) {
    if (!text.isEmpty() && !socket.isClosed()) {
      socket.writeTextMessage(text);
    }
  }

  private void hear(String text) {
    if (joined.future().isComplete()) {
      told.accept(text);
    } else if (text.startsWith(current.answer())) {
      proceed();
    } else if (text.startsWith("{\"action\":9,")) {
      joined.tryFail("refused: " + text);
    }
  }

  private void proceed() {
    if (lines.hasNext()) {
      current = lines.next();
      say(current.text());
    } else {
      joined.complete(this);
    }
  }
}
