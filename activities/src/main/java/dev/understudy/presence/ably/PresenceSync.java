package dev.understudy.presence.ably;

import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.Connection;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until ably-java knows the members of a channel that has just been attached, on a thread of its
 * owner's, which is free again as soon as nobody wants to know. Confined to the owner's loop.
 *
 * <p>Its {@code presence.get(true)} alone does not: a sync that was complete before counts until the
 * thread that announced the attachment has gone on to begin the next one, and a sync that a lost
 * connection cut short counts as complete for a moment when the next one begins (ably-java 1.5.0, {@code
 * ChannelBase.setAttached} and {@code Presence.onSync}). An answer to a ping comes over the same
 * thread, so after it the next sync has begun; and who asks twice is past that moment. Only on a channel that
 * was never attached before is there no earlier sync.
 */
final class PresenceSync {
  private static final Logger LOG = LoggerFactory.getLogger(PresenceSync.class);
  private static final int ROUNDS = 2;

  private final Connection connection;
  private final Channel channel;
  private final Executor loop;
  private final ExecutorService background;
  private boolean isFirst;

  /** Counts what is wanted: an answer to an earlier wait is none to this one. */
  private int turn;

  private @Nullable Future<?> waiting;

  PresenceSync(Connection connection, Channel channel, Executor loop, ExecutorService background) {
    this.connection = connection;
    this.channel = channel;
    this.loop = loop;
    this.background = background;
    this.isFirst = channel.state == ChannelState.initialized;
  }

  /**
   * The channel is attached: waits for its members, instead of what it waited for before. Tries again
   * after a second if the connection is lost, until it is {@linkplain #stop stopped}.
   *
   * @param whenKnown takes the members, in no order, on the loop
   */
  void begin(Consumer<List<PresenceMessage>> whenKnown) {
    stop();
    int thisTurn = turn;
    int rounds = isFirst ? 0 : ROUNDS;
    isFirst = false;
    waiting = background.submit(() -> await(rounds, thisTurn, whenKnown));
  }

  /** Nobody wants to know any more, or nobody can. */
  void stop() {
    turn++;
    if (waiting != null) {
      waiting.cancel(true);
      waiting = null;
    }
  }

  boolean isUnderWay() {
    return waiting != null;
  }

  private void await(int rounds, int thisTurn, Consumer<List<PresenceMessage>> whenKnown) {
    try {
      for (int round = 0; round < rounds; round++) {
        awaitPong();
        channel.presence.get(true);
      }
      List<PresenceMessage> members = List.of(channel.presence.get(true));
      loop.execute(() -> known(members, thisTurn, whenKnown));
    } catch (AblyException lost) {
      LOG.debug("{} was lost before its members were known", channel.name, lost);
      CompletableFuture.delayedExecutor(RetryPace.PAUSE.toMillis(), TimeUnit.MILLISECONDS, loop)
          .execute(() -> beginAgain(thisTurn, whenKnown));
    }
  }

  private void known(
      List<PresenceMessage> members, int thisTurn, Consumer<List<PresenceMessage>> whenKnown) {
    if (turn == thisTurn) {
      waiting = null;
      whenKnown.accept(members);
    }
  }

  private void beginAgain(int thisTurn, Consumer<List<PresenceMessage>> whenKnown) {
    if (turn == thisTurn) {
      begin(whenKnown);
    }
  }

  private void awaitPong() throws AblyException {
    try {
      SignOfLife.of(connection, loop).get();
    } catch (ExecutionException failure) {
      throw AblyException.fromThrowable(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw AblyException.fromThrowable(interrupted);
    }
  }
}
