package dev.understudy.worker;

import dev.understudy.Internal;
import dev.understudy.presence.ably.OutageLog;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a lost connection to Temporal tried again every second or two for as long as it takes, and says in the
 * log that it is lost. gRPC tries ever later, up to two minutes: after an outage of one minute the work would
 * stand for half of another one. Confined to one task of its scheduler, but for {@link #isLost}.
 */
@Internal
public final class TemporalLink {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalLink.class);

  /**
   * Of this process, which has one Temporal. A lost connection is noticed here, also by a worker that waits for work;
   * one that swallows what is sent, by {@linkplain PatientCalls calls} that are not answered.
   */
  static final OutageLog OUTAGE = new OutageLog("Temporal", LOG::warn);

  /** To which as much again is added at random, or all workers would come at once. */
  private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);

  /** How long nothing is answered before Temporal counts as lost: a lease alone calls more often. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ManagedChannel channel;
  private final ScheduledExecutorService scheduler;
  private final OutageLog outage;

  /** Written by the task alone. */
  private volatile boolean isLost;

  TemporalLink(ManagedChannel channel, ScheduledExecutorService scheduler, OutageLog outage) {
    this.channel = channel;
    this.scheduler = scheduler;
    this.outage = outage;
  }

  /** Looks after it until {@code scheduler} ends. */
  static TemporalLink keep(ManagedChannel channel, ScheduledExecutorService scheduler) {
    TemporalLink link = new TemporalLink(channel, scheduler, OUTAGE);
    link.lookLater();
    return link;
  }

  /** Whether there is no connection, or no call is answered over the one that there is. From any thread. */
  boolean isLost() {
    return isLost || outage.lasts().compareTo(PATIENCE) > 0;
  }

  private void lookLater() {
    long gapMillis = SHORTEST_GAP.toMillis();
    long jitterMillis = ThreadLocalRandom.current().nextLong(gapMillis);
    Future<?> unused =
        scheduler.schedule(this::look, gapMillis + jitterMillis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      lookNow();
      lookLater();
    } catch (UnsupportedOperationException unknowable) {
      LOG.debug("a channel of the client's own does not tell its state", unknowable);
    }
  }

  void lookNow() {
    ConnectivityState state = channel.getState(true);
    if (state == ConnectivityState.TRANSIENT_FAILURE) {
      isLost = true;
      channel.resetConnectBackoff();
    } else if (state == ConnectivityState.READY && isLost) {
      isLost = false;
      outage.worked();
    }
    if (isLost) {
      outage.failed("no connection to " + channel.authority());
    }
  }
}
