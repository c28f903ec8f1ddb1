package dev.understudy.presence.ably;

import dev.understudy.Internal;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Attaches channels of somebody else's client. */
@Internal
public final class Attaching {
  private Attaching() {}

  /**
   * Begins to attach.
   *
   * @param later is told, on a thread of the client, if Ably refuses it after this has returned
   * @throws AblyException if it cannot be attached at all: ably-java tells that its listener alone, and
   *     at once, such as after the client was closed
   */
  public static void begin(Channel channel, Consumer<ErrorInfo> later) throws AblyException {
    CompletableFuture<ErrorInfo> atOnce = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    channel.attach(new CompletionListener() {
      @Override
      public void onSuccess() {}

      @Override
      public void onError(ErrorInfo reason) {
        // Ably's own answer comes on a thread of the client, and may come before this one goes on.
        if (Thread.currentThread() != caller || !atOnce.complete(reason)) {
          later.accept(reason);
        }
      }
    });
    if (atOnce.isDone()) {
      throw AblyException.fromErrorInfo(atOnce.join());
    }
    atOnce.cancel(false);
  }
}
