package dev.understudy.presence.ably;

import dev.understudy.presence.People;
import io.ably.lib.types.ErrorInfo;
import java.util.concurrent.CompletableFuture;

/** One look at who is in a session, by somebody who does not stay. Confined to the loop. */
final class Glance implements SessionChannel.Attendee {
  private final SessionChannel channel;
  private final CompletableFuture<People> seen;

  Glance(SessionChannel channel, CompletableFuture<People> seen) {
    this.channel = channel;
    this.seen = seen;
  }

  void begin() {
    channel.join(this);
  }

  @Override
  public void onSight() {
    seen.complete(channel.roster().people());
    channel.part(this);
  }

  /** Waits on: what is out of sight may come back, and who waits for the answer has a limit. */
  @Override
  public void onLostSight() {}

  @Override
  public void onLoss(ErrorInfo reason) {
    seen.completeExceptionally(Failures.of("a look at " + channel.name(), reason));
    channel.part(this);
  }
}
