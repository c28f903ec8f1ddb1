package dev.understudy.beacon;

import dev.understudy.Internal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.handoff.NoticingPace;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.LoneMember;
import dev.understudy.presence.ably.ScheduledThreads;
import java.time.Instant;

/**
 * A worker's own member in the workers' channel, on a connection that Ably drops a second after its socket closes:
 * that its worker is gone is seen at once, whatever the load, since a slow process keeps its socket open. It watches
 * the beacons of the other workers of its task queue as well, and tells the lease of one that goes out.
 *
 * <p>Where Ably does not let it, its worker works on: who dies is noticed by its lease and by heartbeats, only later.
 *
 * <p>{@link #close} and {@link #abandon} are for the owner, from any one thread.
 */
@Internal
public final class Beacon implements AutoCloseable {
  /** Calls to Temporal, one of which may hang. */
  private static final int CALLS = 4;

  private final Light light;
  private final LoneMember member;
  private final ScheduledThreads calls = new ScheduledThreads("understudy-beacon-calls", CALLS);

  private Beacon(AblySettings ably, HandoffPolicy policy, Light light, LeaseDesk leases) {
    this.light = light;
    LoneMember.Place place = new LoneMember.Place(
        Light.channel(light.run().taskQueue()), light.run().worker(), light.toJson());
    this.member = LoneMember.start(
        ably,
        policy.withRemainPresentFor(NoticingPace.BEACON_LINGERS),
        place,
        loop -> new Watch(light.run(), leases, loop, calls));
  }

  /** Begins to show that {@code self} is there, and to watch; does not wait for either. */
  public static Beacon light(
      AblySettings ably, HandoffPolicy policy, WorkerRun self, LeaseDesk leases) {
    return new Beacon(ably, policy, Light.of(self, Instant.now()), leases);
  }

  /**
   * Goes out with a goodbye, so that nobody suspects its worker: for one that holds nothing any more. What a worker
   * holds may still be there when it stops; then it {@linkplain #abandon goes without}, and is missed.
   */
  @Override
  public void close() {
    calls.shutdownNow();
    member.leave(light.goodbye().toJson());
  }

  /** Goes out as in a crash. */
  public void abandon() {
    calls.shutdownNow();
    member.abandon();
  }
}
