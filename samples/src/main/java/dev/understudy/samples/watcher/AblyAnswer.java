package dev.understudy.samples.watcher;

import dev.understudy.cli.text.Fault;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ably's answer to what a client asked for. Thread-safe. */
public final class AblyAnswer {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  // Ably's error codes (ably-common, protocol/errors.json).
  private static final int INVALID_CHANNEL = 40010;
  private static final int INVALID_CLIENT_ID = 40012;
  private static final int NO_CAPABILITY = 40160;
  private static final int TOO_MANY_MEMBERS = 91003;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

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

  /**
   * Waits until {@code ably} is connected.
   *
   * @param who connects, to be named in the fault
   * @throws Fault if Ably refuses, cannot be reached, or does not answer in time
   */
  public static void connect(AblyRealtime ably, String who) {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    ably.connection.on(change -> onConnection(change, connected, who));
    ably.connect();
    await(connected);
  }

  private static void onConnection(
      ConnectionStateChange change, CompletableFuture<Void> connected, String who) {
    switch (change.current) {
      case connected -> connected.complete(null);
      case failed -> connected.completeExceptionally(refused(who, change.reason));
      case disconnected, suspended -> connected.completeExceptionally(unreachable(change.reason));
      default -> {}
    }
  }

  /** What to say when nobody answers. */
  public static Fault unreachable(ErrorInfo reason) {
    return Fault.failure(
        "Ably cannot be reached: " + reason.message,
        "check the network, ABLY_HOST, ABLY_PORT and ABLY_TLS, and that the server runs");
  }

  /** What to say of a refusal. */
  public static Fault refused(String who, ErrorInfo reason) {
    return Fault.failure(
        "Ably refused " + who + ": " + reason.message + " (" + reason.code + ")",
        remedy(reason.code));
  }

  private static String remedy(int code) {
    return switch (code) {
      case INVALID_CLIENT_ID -> "choose another name for the user";
      case INVALID_CHANNEL -> "choose another name for the channel";
      case NO_CAPABILITY -> "use an ABLY_KEY that may do this in that channel";
      case TOO_MANY_MEMBERS -> "let somebody leave first, or choose another channel";
      default ->
        code / 100 == UNAUTHORIZED || code / 100 == NOT_FOUND
            ? "check ABLY_KEY"
            : "see https://help.ably.io/error/" + code;
    };
  }
}
