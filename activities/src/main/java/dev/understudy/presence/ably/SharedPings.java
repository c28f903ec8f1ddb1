package dev.understudy.presence.ably;

import io.ably.lib.types.AblyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pings over one connection, each for all who want an answer to a question that is asked no sooner than they want it.
 * When a connection is back hundreds of channels do at the same moment, and a few pings serve them. Confined to the
 * loop.
 */
final class SharedPings {
  private final Supplier<CompletableFuture<Void>> ping;
  private final Executor loop;
  private boolean isAsking;

  /** For those who have come since the ping was sent that is on its way; none if nobody has. */
  private @Nullable CompletableFuture<Void> next;

  /**
   * Over a connection on which nobody has asked.
   *
   * @param ping asks, and is answered or fails with an {@link AblyException} within some seconds
   */
  SharedPings(Supplier<CompletableFuture<Void>> ping, Executor loop) {
    this.ping = ping;
    this.loop = loop;
  }

  /** Completes, or fails, on the loop with the answer to a ping that is sent from now on. */
  CompletableFuture<Void> next() {
    CompletableFuture<Void> answer = next == null ? new CompletableFuture<>() : next;
    if (isAsking) {
      next = answer;
    } else {
      ask(answer);
    }
    return answer;
  }

  private void ask(CompletableFuture<Void> answer) {
    isAsking = true;
    CompletableFuture<Void> unused =
        ping.get().whenCompleteAsync((pong, failure) -> onPong(answer, failure), loop);
  }

  /** Who hears of it may want the next, which is not this one's. */
  private void onPong(CompletableFuture<Void> answer, @Nullable Throwable failure) {
    CompletableFuture<Void> waiting = next;
    next = null;
    isAsking = false;
    if (waiting != null) {
      ask(waiting);
    }
    if (failure == null) {
      answer.complete(null);
    } else {
      answer.completeExceptionally(failure);
    }
  }
}
