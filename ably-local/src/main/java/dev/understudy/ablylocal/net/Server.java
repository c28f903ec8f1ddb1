package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.time.Timers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a server, from when it listens until it is closed: the event loop, the port, and what is behind it.
 *
 * <p>Thread-safe: whatever is asked of it meets on its loop.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private static final int PONG_PATIENCE_SECONDS = 2;

  private final Settings settings;
  private final EventLoop loop = new EventLoop();
  private final Timers timers;
  private final Pongs pongs = new Pongs();
  private final Realtime realtime;
  private final HttpPort port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Server(Settings settings) {
    this.settings = settings;
    this.timers =
        settings.manualClock() ? new ManualTimers(Instant.now()) : new LoopTimers(loop.vertx());
    this.realtime = new Realtime(settings.keys(), timers, settings.limits());
    this.port = new HttpPort(loop.vertx(), new HttpFront(realtime, pongs));
  }

  /**
   * Starts one and waits until it listens.
   *
   * @throws UncheckedIOException if it cannot; caused by a {@link BindException} if the port is in use
   */
  public static Server start(Settings settings) {
    Server server = new Server(settings);
    server.listen();
    return server;
  }

  /** The port it listens on; after it was closed, the one it listened on. */
  public int port() {
    return port.number();
  }

  /** The clock in the test's hand, to be touched only on the loop; empty if it is the system's. */
  public Optional<ManualTimers> manualTimers() {
    return timers instanceof ManualTimers manual ? Optional.of(manual) : Optional.empty();
  }

  /** What is behind the port; to be touched only on the loop. */
  public Realtime realtime() {
    return realtime;
  }

  /**
   * Asks something on the loop, and waits for the answer.
   *
   * @throws IllegalStateException if it is closed
   */
  public <T> T ask(Supplier<T> question) {
    if (closed.get()) {
      throw new IllegalStateException("this server is closed");
    }
    return loop.call(question);
  }

  /**
   * Does something on the loop, and waits until it is done.
   *
   * @throws IllegalStateException if it is closed
   */
  public void tell(Runnable command) {
    ask(() -> {
      command.run();
      return true;
    });
  }

  /** Waits until all clients answered that were pinged, though not for long. */
  public void awaitPongs() {
    try {
      ask(pongs::all).get(PONG_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.info("a client does not answer the ping of a clock that was moved on");
      tell(pongs::giveUp);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tell(pongs::giveUp);
    }
  }

  /** Cuts all clients off, as a crash would, and ends its threads. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        loop.run(port::close);
      } catch (IOException e) {
        LOG.warn("the server on port {} did not stop in order", port(), e);
      } finally {
        loop.close();
      }
    }
  }

  private void listen() {
    try {
      loop.run(() -> port.listen(settings.host(), settings.port()));
    } catch (IOException e) {
      loop.close();
      throw HttpPort.cannotListen(settings.host(), settings.port(), e);
    }
  }
}
