package dev.understudy.presence.ably;

import dev.understudy.handoff.HandoffPolicy;
import io.ably.lib.realtime.Connection;
import io.ably.lib.realtime.ConnectionState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Watches over a client's first connection for as long as ably-java does not. Before Ably has said how often it gives a
 * sign of life, ably-java assumes 20 s, and looks for the first time after that and its patience, whatever Ably says then
 * (ably-java 1.5.0, {@code WebSocketTransport.checkActivity}). A connection that dies in silence before is taken for a
 * living one until then. Later ones are made knowing better.
 */
final class YoungConnection {
  private static final Duration YOUTH = Duration.ofSeconds(20).plus(HandoffPolicy.SILENCE_PATIENCE);

  private final Connection connection;
  private final Executor executor;
  private final Runnable onSilence;
  private final long grownUpAtNanos = System.nanoTime() + YOUTH.toNanos();

  private YoungConnection(Connection connection, Executor executor, Runnable onSilence) {
    this.connection = connection;
    this.executor = executor;
    this.onSilence = onSilence;
  }

  /**
   * Asks Ably for a sign of life every few seconds.
   *
   * @param onSilence is run, by {@code executor}, if there is none
   */
  static void watch(Connection connection, Executor executor, Runnable onSilence) {
    new YoungConnection(connection, executor, onSilence).ask();
  }

  private void ask() {
    CompletableFuture<Void> unused = SignOfLife.of(connection, executor)
        .whenCompleteAsync((alive, failure) -> onAnswer(failure == null), executor);
  }

  private void onAnswer(boolean isAlive) {
    if (!isAlive && connection.state == ConnectionState.connected) {
      onSilence.run();
    } else if (System.nanoTime() - grownUpAtNanos < 0) {
      CompletableFuture.delayedExecutor(
              HandoffPolicy.SILENCE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS, executor)
          .execute(this::ask);
    }
  }
}
