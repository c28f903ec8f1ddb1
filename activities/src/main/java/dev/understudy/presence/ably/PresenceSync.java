package dev.understudy.presence.ably;

import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.realtime.Connection;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.PresenceMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Waits until ably-java knows the members of a channel that has just been attached.
 *
 * <p>Its {@code presence.get(true)} alone does not: a sync that was complete before counts until the
 * thread that announced the attachment has gone on to begin the next one, and a sync that a lost
 * connection cut short counts as complete for a moment when the next one begins (ably-java 1.5.0, {@code
 * ChannelBase.setAttached} and {@code Presence.onSync}). An answer to a ping comes over the same
 * thread, so after it the next sync has begun; and who asks twice is past that moment.
 */
final class PresenceSync {
  private static final int ROUNDS = 2;

  private PresenceSync() {}

  /**
   * The members, in no order. Blocks, possibly for ever: interrupt it when the channel is lost.
   *
   * @throws AblyException if the channel or the connection is lost, or the thread interrupted
   */
  static List<PresenceMessage> await(Connection connection, Channel channel) throws AblyException {
    List<PresenceMessage> members = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      awaitPong(connection);
      members = List.of(channel.presence.get(true));
    }
    return members;
  }

  private static void awaitPong(Connection connection) throws AblyException {
    CompletableFuture<Void> pong = new CompletableFuture<>();
    connection.ping(new CompletionListener() {
      @Override
      public void onSuccess() {
        pong.complete(null);
      }

      @Override
      public void onError(ErrorInfo reason) {
        pong.completeExceptionally(AblyException.fromErrorInfo(reason));
      }
    });
    try {
      pong.get();
    } catch (ExecutionException failure) {
      throw AblyException.fromThrowable(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw AblyException.fromThrowable(interrupted);
    }
  }
}
