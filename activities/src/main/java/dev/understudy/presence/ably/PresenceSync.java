package dev.understudy.presence.ably;

import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * was never attached before is there no earlier sync. No thread waits for such an answer, which all channels of a
 * connection share.
 */
final class PresenceSync {
  private static final Logger LOG = LoggerFactory.getLogger(PresenceSync.class);
  private static final int ROUNDS = 2;

  private final Channel channel;
  private final SharedPings pings;
  private final Executor loop;
  private final ExecutorService background;
  private boolean isFirst;

  /** Counts what is wanted: an answer to an earlier wait is none to this one. */
  private int turn;

  private boolean isUnderWay;
  private @Nullable Future<?> asking;

  PresenceSync(Channel channel, SharedPings pings, Executor loop, ExecutorService background) {
    this.channel = channel;
    this.pings = pings;
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
    isUnderWay = true;
    Wait wait = new Wait(turn, whenKnown);
    if (isFirst) {
      isFirst = false;
      wait.ask(0);
    } else {
      wait.goOn(ROUNDS);
    }
  }

  /** Nobody wants to know any more, or nobody can. */
  void stop() {
    turn++;
    isUnderWay = false;
    if (asking != null) {
      asking.cancel(true);
      asking = null;
    }
  }

  boolean isUnderWay() {
    return isUnderWay;
  }

  /** One of them, which is over when another one has its turn. */
  private final class Wait {
    private final int thisTurn;
    private final Consumer<List<PresenceMessage>> whenKnown;

    Wait(int thisTurn, Consumer<List<PresenceMessage>> whenKnown) {
      this.thisTurn = thisTurn;
      this.whenKnown = whenKnown;
    }

    void goOn(int rounds) {
      CompletableFuture<Void> unused = pings.next().whenComplete((pong, failure) -> {
        if (failure == null) {
          ask(rounds - 1);
        } else {
          onLoss(failure);
        }
      });
    }

    void ask(int roundsLeft) {
      if (turn == thisTurn) {
        asking = background.submit(() -> get(roundsLeft));
      }
    }

    private void get(int roundsLeft) {
      try {
        List<PresenceMessage> members = List.of(channel.presence.get(true));
        loop.execute(() -> onMembers(members, roundsLeft));
      } catch (AblyException lost) {
        loop.execute(() -> onLoss(lost));
      }
    }

    private void onMembers(List<PresenceMessage> members, int roundsLeft) {
      if (turn == thisTurn && roundsLeft > 0) {
        goOn(roundsLeft);
      } else if (turn == thisTurn) {
        isUnderWay = false;
        asking = null;
        whenKnown.accept(members);
      }
    }

    private void onLoss(Throwable lost) {
      LOG.debug("{} was lost before its members were known", channel.name, lost);
      CompletableFuture.delayedExecutor(RetryPace.PAUSE.toMillis(), TimeUnit.MILLISECONDS, loop)
          .execute(this::beginAgain);
    }

    private void beginAgain() {
      if (turn == thisTurn) {
        begin(whenKnown);
      }
    }
  }
}
