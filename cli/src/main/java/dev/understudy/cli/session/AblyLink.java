package dev.understudy.cli.session;

import dev.understudy.cli.config.AblyFaults;
import dev.understudy.cli.text.Fault;
import dev.understudy.presence.ably.AblyClients;
import dev.understudy.presence.ably.AblySettings;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection to Ably, of a command that looks. Thread-safe; closed by its owner. */
final class AblyLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Of a connection that is lost without a reason. */
  private static final ErrorInfo UNSAID = new ErrorInfo("it was lost", 503, 80003);

  private final AblyRealtime realtime;

  private AblyLink(AblyRealtime realtime) {
    this.realtime = realtime;
  }

  /**
   * Connects.
   *
   * @throws Fault if Ably refuses the key, cannot be reached, or does not answer in time
   */
  static AblyLink connect(AblySettings settings) {
    try {
      AblyLink link = new AblyLink(AblyClients.realtime(settings));
      try {
        link.awaitConnected();
        return link;
      } catch (Fault fault) {
        link.close();
        throw fault;
      }
    } catch (AblyException invalid) {
      throw AblyFaults.of("this client", invalid);
    }
  }

  private void awaitConnected() {
    CompletableFuture<ConnectionStateChange> settled = new CompletableFuture<>();
    realtime.connection.on(change -> {
      switch (change.current) {
        case connected, failed, disconnected, suspended, closed -> settled.complete(change);
        default -> {}
      }
    });
    realtime.connect();
    try {
      ConnectionStateChange change = settled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (change.current != ConnectionState.connected) {
        throw AblyFaults.of("the connection", change.reason == null ? UNSAID : change.reason);
      }
    } catch (TimeoutException late) {
      throw Fault.failure(
          "Ably has not answered within %d s".formatted(PATIENCE.toSeconds()),
          "check the network, ABLY_HOST and ABLY_PORT",
          late);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while connecting to Ably", "run it again", stopped);
    }
  }

  AblyRealtime realtime() {
    return realtime;
  }

  @Override
  public void close() {
    realtime.close();
  }
}
