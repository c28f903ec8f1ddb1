package dev.understudy.presence.ably;

import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ChannelStateListener.ChannelStateChange;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Attaches one channel for as long as somebody wants it, and again if Ably refuses that for now: ably-java gives a
 * channel up at any refusal, and does not try again for 15 s if there is no answer. Confined to the loop.
 */
final class Attachment {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

  /** How ably-java leaves channels, when it has a connection again, that it had not attached before. */
  private static final Set<ChannelState> FORGOTTEN =
      EnumSet.of(ChannelState.initialized, ChannelState.detached, ChannelState.failed);

  /** Fewer refusals in a row pass unnoticed. */
  private static final int WORTH_A_WARNING = 3;

  private final Channel channel;
  private final PresenceFeed feed;
  private final Executor loop;
  private final BooleanSupplier isWanted;
  private final Consumer<ErrorInfo> onRefusedForGood;

  /** How often Ably has refused it since it was attached last. */
  private int refusals;

  private boolean isWaiting;

  Attachment(
      Channel channel,
      PresenceFeed feed,
      Executor loop,
      BooleanSupplier isWanted,
      Consumer<ErrorInfo> onRefusedForGood) {
    this.channel = channel;
    this.feed = feed;
    this.loop = loop;
    this.isWanted = isWanted;
    this.onRefusedForGood = onRefusedForGood;
  }

  /** Whether Ably will never attach {@code channel}. */
  static boolean isRefusedForGood(Channel channel) {
    ErrorInfo reason = channel.reason;
    return channel.state == ChannelState.failed && (reason == null || Failures.isFinal(reason));
  }

  void attach() {
    try {
      if (channel.state != ChannelState.attached) {
        channel.attach();
      } else {
        feed.seek();
      }
    } catch (AblyException refused) {
      loop.execute(() -> onRefused(refused.errorInfo));
    }
  }

  /**
   * The connection is there again. ably-java attaches what had been attached before, but forgets what it was
   * asked to attach while it had given the connection up for the time being, which it does after two minutes.
   */
  void onConnected() {
    if (FORGOTTEN.contains(channel.state) && isWanted.getAsBoolean()) {
      attach();
    }
  }

  void onState(ChannelStateChange change) {
    if (change.current == ChannelState.failed || change.current == ChannelState.suspended) {
      onRefused(change.reason == null ? channel.reason : change.reason);
    } else if (change.current == ChannelState.attached) {
      refusals = 0;
    }
  }

  /** A channel that nobody waits for is as good as refused: the next who wants it begins anew. */
  private void onRefused(ErrorInfo reason) {
    boolean isWantedNow = isWanted.getAsBoolean();
    if (isRefusedForGood(channel) || (channel.state == ChannelState.failed && !isWantedNow)) {
      onRefusedForGood.accept(reason);
    } else if (!isWaiting && isWantedNow) {
      isWaiting = true;
      refusals++;
      LOG.atLevel(refusals == WORTH_A_WARNING ? Level.WARN : Level.DEBUG)
          .log("Ably does not attach {} for now: {}", channel.name, reason);
      RetryPace.later(loop, refusals, this::attachAgain);
    }
  }

  private void attachAgain() {
    isWaiting = false;
    boolean isGivenUp =
        channel.state == ChannelState.failed || channel.state == ChannelState.suspended;
    if (isGivenUp && isWanted.getAsBoolean()) {
      attach();
    }
  }
}
