package dev.understudy.presence.ably;

import dev.understudy.Internal;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.realtime.Connection;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A question to Ably that anything alive answers, and after all that it said before.
 *
 * <p>ably-java's ping alone misses an answer that comes at once: it waits on a thread of its own, and if that
 * begins after the answer it waits on for 5 s (ably-java 1.5.0, {@code ConnectionManager.HeartbeatWaiter};
 * the same in 1.8.0). But any answer wakes all who wait, so the next question brings the first one's.
 */
@Internal
public final class SignOfLife {
  /** Longer than most answers take. It doubles, so a dead connection is asked a few times only. */
  private static final Duration FIRST_GAP = Duration.ofMillis(100);

  private SignOfLife() {}

  /**
   * Completes on a thread of the client: fails with an {@link AblyException} if the connection is not
   * connected, or has been silent for 5 s.
   *
   * @param again asks when there was no answer yet
   */
  static CompletableFuture<Void> of(Connection connection, Executor again) {
    return of(connection::ping, again);
  }

  /** The same by {@code ping}, which asks once. */
  static CompletableFuture<Void> of(Consumer<CompletionListener> ping, Executor again) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    ask(ping, answer, again, FIRST_GAP);
    return answer;
  }

  private static void ask(
      Consumer<CompletionListener> ping,
      CompletableFuture<Void> answer,
      Executor again,
      Duration gap) {
    if (!answer.isDone()) {
      askOnce(ping, answer);
      CompletableFuture.delayedExecutor(gap.toMillis(), TimeUnit.MILLISECONDS, again)
          .execute(() -> ask(ping, answer, again, gap.multipliedBy(2)));
    }
  }

  /**
   * ably-java throws a NullPointerException if the connection was there when it looked, and is being made anew when it
   * asks (1.5.0, {@code ConnectionManager.ping} and {@code send}: of its states that one has no error of its own).
   */
  private static void askOnce(Consumer<CompletionListener> ping, CompletableFuture<Void> answer) {
    try {
      ping.accept(completing(answer));
    } catch (RuntimeException lostMeanwhile) {
      answer.completeExceptionally(AblyException.fromThrowable(lostMeanwhile));
    }
  }

  /** Passes Ably's answer on: nothing, or an {@link AblyException}. */
  public static CompletionListener completing(CompletableFuture<Void> answer) {
    return new CompletionListener() {
      @Override
      public void onSuccess() {
        answer.complete(null);
      }

      @Override
      public void onError(ErrorInfo reason) {
        answer.completeExceptionally(AblyException.fromErrorInfo(reason));
      }
    };
  }
}
