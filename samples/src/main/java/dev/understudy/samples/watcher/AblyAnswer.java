package dev.understudy.samples.watcher;

import dev.understudy.cli.Fault;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ably's answer to what a client asked for. Thread-safe. */
public final class AblyAnswer {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private AblyAnswer() {}

  /**
   * Completes {@code future} as Ably answers.
   *
   * @param who asked, to be named in the fault if Ably refuses
   */
  public static CompletionListener completing(CompletableFuture<Void> future, String who) {
    return new CompletionListener() {
      @Override
      public void onSuccess() {
        future.complete(null);
      }

      @Override
      public void onError(ErrorInfo reason) {
        future.completeExceptionally(refused(who, reason));
      }
    };
  }

  /**
   * Waits for it.
   *
   * @throws Fault if it is a refusal, or does not come in time
   */
  public static void await(CompletableFuture<Void> answer) {
    try {
      answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Fault fault ? fault : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw Fault.failure(
          "no answer from Ably within " + PATIENCE.toSeconds() + " s",
          "check the network, ABLY_HOST and ABLY_PORT");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while waiting for Ably", "start it again");
    }
  }

  /** What to say of a refusal. */
  public static Fault refused(String who, ErrorInfo reason) {
    return Fault.failure(
        "Ably refused " + who + ": " + reason.message + " (" + reason.code + ")",
        "check ABLY_KEY and the channel's name");
  }
}
