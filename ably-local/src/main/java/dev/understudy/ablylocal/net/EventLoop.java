package dev.understudy.ablylocal.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxThread;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxThreadFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the state of a server, and the few that Vert.x needs beside it. Whatever
 * runs on this Vert.x runs on that thread. To be closed by who made it.
 *
 * <p>Thread-safe.
 */
final class EventLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final int PATIENCE_SECONDS = 10;

  private final Threads threads = new Threads();
  private final Vertx vertx = VertxBootstrap.create()
      .options(new VertxOptions()
          .setEventLoopPoolSize(1)
          .setWorkerPoolSize(1)
          .setInternalBlockingPoolSize(1)
          .setFileSystemOptions(new FileSystemOptions()
              .setFileCachingEnabled(false)
              .setClassPathResolvingEnabled(false)))
      .threadFactory(threads)
      .init()
      .vertx();

  /** Makes the threads of a Vert.x, which by itself tells that it is closed before they have ended. Thread-safe. */
  private static final class Threads implements VertxThreadFactory {
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

    @Override
    public VertxThread newVertxThread(
        Runnable target, String name, boolean worker, long maxExecTime, TimeUnit unit) {
      VertxThread thread =
          VertxThreadFactory.super.newVertxThread(target, name, worker, maxExecTime, unit);
      made.add(thread);
      return thread;
    }

    void awaitEnd() throws IOException {
      try {
        for (Thread thread : made) {
          thread.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  Vertx vertx() {
    return vertx;
  }

  /**
   * Runs {@code task} on the loop, and waits until what it began has ended.
   *
   * @throws IOException if that failed, took too long, or the caller was interrupted
   */
  void run(Supplier<Future<Void>> task) throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    vertx.runOnContext(begun -> Future.future(promise -> task.get().onComplete(promise))
        .onSuccess(nothing -> done.complete(null))
        .onFailure(done::completeExceptionally));
    await(done);
  }

  /**
   * Asks {@code question} on the loop, and waits for the answer.
   *
   * @throws RuntimeException as it was thrown there
   * @throws UncheckedIOException if it took too long, or the caller was interrupted
   */
  <T> T call(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    vertx.runOnContext(begun -> answer(answer, question));
    try {
      return await(answer);
    } catch (IOException e) {
      throw e.getCause() instanceof RuntimeException thrown ? thrown : new UncheckedIOException(e);
    }
  }

  /**
   * Ends its threads, and waits until they have. A thread that all Netty in a JVM shares ends a
   * second after its last use.
   */
  @Override
  public void close() {
    try {
      await(vertx.close().toCompletionStage().toCompletableFuture());
      threads.awaitEnd();
    } catch (IOException e) {
      LOG.warn("the event loop did not end", e);
    }
  }

  private static <T> void answer(CompletableFuture<T> answer, Supplier<T> question) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static <T> T await(CompletableFuture<T> done) throws IOException {
    try {
      return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no end after %d s".formatted(PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
