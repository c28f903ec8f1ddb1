package dev.understudy.attendance.ably;

import dev.understudy.Internal;
import dev.understudy.presence.People;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.RetryPace;
import dev.understudy.presence.ably.SessionChannel;
import io.ably.lib.types.ErrorInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One look at who is in a session, by somebody who does not stay. A set that is in view may be old,
 * because the connection has died unnoticed; so the look counts only after an answer of Ably that
 * followed it, and with that everything that Ably had told before. Confined to the loop.
 */
@Internal
public final class OneLook implements SessionChannel.Attendee {
  private final SessionChannel channel;
  private final ScheduledExecutorService loop;
  private final CompletableFuture<People> seen;
  private boolean isAsking;

  public OneLook(
      SessionChannel channel, ScheduledExecutorService loop, CompletableFuture<People> seen) {
    this.channel = channel;
    this.loop = loop;
    this.seen = seen;
    CompletableFuture<People> unused =
        seen.whenCompleteAsync((people, failure) -> channel.part(this), loop);
  }

  public void begin() {
    channel.join(this);
  }

  @Override
  public void onView() {
    if (!isAsking) {
      isAsking = true;
      channel.ping(this::onPong);
    }
  }

  private void onPong(boolean isAlive) {
    isAsking = false;
    if (isAlive && channel.isInView()) {
      channel
          .blindness()
          .ifPresentOrElse(this::seeNobody, () -> seen.complete(channel.roster().people()));
    } else {
      RetryPace.later(loop, this::lookAgain);
    }
  }

  /** Tried again by Temporal, on whichever worker: the right may come back, or another key may have it. */
  private void seeNobody(String why) {
    seen.completeExceptionally(
        Failures.unavailable("nobody can see who is in %s: %s".formatted(channel.name(), why)));
  }

  /** An answer that is merely late does not end the view: no other view would come after it. */
  private void lookAgain() {
    if (channel.isInView() && !seen.isDone()) {
      onView();
    }
  }

  /** Waits on: what is out of view may come back, and who waits for the answer has a limit. */
  @Override
  public void onLostView() {
    isAsking = false;
  }

  /** Another worker may see. */
  @Override
  public void onConnectionLost(boolean isForLong) {
    seen.completeExceptionally(
        Failures.unavailable("a look at " + channel.name() + " lost its connection to Ably"));
  }

  @Override
  public void onLoss(ErrorInfo reason) {
    seen.completeExceptionally(Failures.of("a look at " + channel.name(), reason));
  }
}
