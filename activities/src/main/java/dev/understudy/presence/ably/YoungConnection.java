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
 * sign of life, ably-java assumes 20 s, and looks for the first time after that and its patience, whatever Ably
 * says then (ably-java 1.5.0, {@code WebSocketTransport.checkActivity}). A connection that dies in silence
 * before is taken for a living one until then. Later ones are made knowing better.
 */
final class YoungConnection {
  private static final Duration YOUTH = Duration.ofSeconds(20).plus(HandoffPolicy.SILENCE_PATIENCE);

  /** Between an answer and the next question. */
  private static final Duration GAP = Duration.ofSeconds(1);

  /** A sign of life is awaited for 5 s; one that took longer answers the next question, too. */
  private static final int UNANSWERED = 2;

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
   * Asks Ably for signs of life.
   *
   * @param onSilence is run, by {@code executor}, if there are none
   */
  static void watch(Connection connection, Executor executor, Runnable onSilence) {
    new YoungConnection(connection, executor, onSilence).ask(0);
  }

  private void ask(int unanswered) {
    CompletableFuture<Void> unused = SignOfLife.of(connection, executor)
        .whenCompleteAsync(
            (alive, failure) -> onAnswer(failure == null ? 0 : unanswered + 1), executor);
  }

  private void onAnswer(int unanswered) {
    if (connection.state != ConnectionState.connected) {
      return; // The next one knows better.
    }
    if (unanswered == UNANSWERED) {
      onSilence.run();
    } else if (unanswered > 0) {
      ask(unanswered);
    } else if (System.nanoTime() - grownUpAtNanos < 0) {
      CompletableFuture.delayedExecutor(GAP.toMillis(), TimeUnit.MILLISECONDS, executor)
          .execute(() -> ask(0));
    }
  }
}
