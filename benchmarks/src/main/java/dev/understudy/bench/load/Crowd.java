package dev.understudy.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The event loop of all clients. Whatever touches them runs on it.
 *
 * <p>Thread-safe.
 */
final class Crowd implements AutoCloseable {
  private static final int MOST = 10_000;
  private static final int PATIENCE_SECONDS = 120;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
      .setMaxConnections(MOST)
      .setTryUsePerMessageCompression(false)
      .setConnectTimeout(PATIENCE_SECONDS * 1000));

  WebSocketClient client() {
    return client;
  }

  Vertx vertx() {
    return vertx;
  }

  /** What clients do on the loop, and waits for how it ends. */
  <T> T await(Callable<Future<T>> deed) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    vertx.runOnContext(now -> begin(deed).onComplete(done::complete, done::completeExceptionally));
    return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Lets as many come in as {@code entry} is asked for, at most {@code atOnce} at a time; done when all are in. */
  static Future<Void> each(int number, int atOnce, Entry entry) {
    Promise<Void> done = Promise.promise();
    new Queue(number, entry, done).begin(atOnce);
    return done.future();
  }

  /** How one of many comes in. */
  @FunctionalInterface
  interface Entry {
    Future<?> of(int number);
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private static <T> Future<T> begin(Callable<Future<T>> deed) {
    try {
      return deed.call();
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** Those that wait to come in. */
  private static final class Queue {
    private final int number;
    private final Entry entry;
    private final Promise<Void> done;
    private int next;
    private int in;

    Queue(int number, Entry entry, Promise<Void> done) {
      this.number = number;
      this.entry = entry;
      this.done = done;
    }

    void begin(int atOnce) {
      for (int begun = 0; begun < atOnce && next < number; begun++) {
        letIn();
      }
    }

    private void letIn() {
      entry.of(next++).onSuccess(peer -> arrived()).onFailure(done::tryFail);
    }

    private void arrived() {
      in++;
      if (next < number) {
        letIn();
      } else if (in == number) {
        done.tryComplete();
      }
    }
  }
}
