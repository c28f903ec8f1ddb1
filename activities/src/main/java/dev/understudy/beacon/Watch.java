package dev.understudy.beacon;

import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.Member;
import dev.understudy.presence.ably.LoneMember;
import dev.understudy.presence.ably.MemberWithData;
import dev.understudy.presence.ably.RetryPace;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker sees of the beacons of its task queue, and does about it. Confined to the loop. */
final class Watch implements LoneMember.Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private static final String WHAT_FOLLOWS =
      "that a worker is gone is noticed some seconds later, by its lease and by heartbeats";

  private final WorkerRun self;
  private final LeaseDesk leases;
  private final ScheduledExecutorService loop;
  private final Executor calls;
  private Lookout lookout;

  /** Counts what is wanted of leases: an answer to an earlier question is none to this one. */
  private int looks;

  private boolean isHindranceTold;
  private boolean isIntruderTold;

  /**
   * Sees nobody yet.
   *
   * @param calls for what blocks
   */
  Watch(WorkerRun self, LeaseDesk leases, ScheduledExecutorService loop, Executor calls) {
    this.self = self;
    this.leases = leases;
    this.loop = loop;
    this.calls = calls;
    this.lookout = Lookout.of(self);
  }

  @Override
  public void onMembers(Collection<MemberWithData> members, Collection<AgentEnd> ends) {
    Map<Member.Key, WorkerRun> beacons = new HashMap<>();
    members.forEach(
        one -> light(one).ifPresent(light -> beacons.put(one.member().key(), light.run())));
    on(new LookoutEvent.Seen(beacons));
  }

  /** Nobody else is seen, who may be there all the same. */
  @Override
  public void onOwnMembers(
      Collection<MemberWithData> members, Collection<AgentEnd> ends, String why) {
    on(new LookoutEvent.Blinded());
  }

  @Override
  public void onBlind(String channel, String why) {
    warn("which workers are there is not seen: " + why);
  }

  @Override
  public void onHere(MemberWithData member) {
    light(member).ifPresent(light -> on(new LookoutEvent.Came(member.member().key(), light.run())));
  }

  @Override
  public void onGone(MemberWithData last) {
    boolean isPolite = light(last).map(Light::isGoodbye).orElse(false);
    on(new LookoutEvent.Went(last.member().key(), isPolite));
  }

  @Override
  public void onEnd(AgentEnd end) {}

  @Override
  public void onLostView(String why, boolean isForGood) {
    looks++;
    on(new LookoutEvent.Blinded());
  }

  @Override
  public void onRefusal(String deed, ErrorInfo reason) {
    warn(
        "%s %s is refused: %s (%d); give the Ably key subscribe and presence in understudy:workers:*"
            .formatted(deed, Light.channel(self.taskQueue()), reason.message, reason.code));
  }

  private void warn(String hindrance) {
    if (!isHindranceTold) {
      isHindranceTold = true;
      LOG.warn("{}; until then {}", hindrance, WHAT_FOLLOWS);
    }
  }

  /** Whoever may enter the channel may show anything there. */
  private Optional<Light> light(MemberWithData member) {
    String name = member.member().clientId();
    Optional<Light> light = Light.parse(self.taskQueue(), name, member.data());
    if (light.isEmpty() && !isIntruderTold) {
      isIntruderTold = true;
      LOG.warn(
          "{} is in {}, but shows no beacon of a worker of that name and task queue: it is ignored, as are all like"
              + " it; see which keys may enter there",
          name,
          Light.channel(self.taskQueue()));
    }
    return light;
  }

  private void on(LookoutEvent event) {
    Lookout.Step step = lookout.on(event, System.nanoTime());
    lookout = step.next();
    step.effects().forEach(this::perform);
  }

  private void perform(LookoutEffect effect) {
    if (effect instanceof LookoutEffect.Tell tell) {
      LOG.info("{} may be gone: {}", tell.run().worker(), tell.why());
      later(tell.after(), () -> tellIfDue(tell.run(), tell.why()));
    } else if (effect instanceof LookoutEffect.Look look) {
      int thisLook = ++looks;
      later(look.after(), () -> look(thisLook));
    } else if (effect instanceof LookoutEffect.AwaitNamesake await) {
      later(Lookout.NAMESAKE, () -> on(new LookoutEvent.NamesakeDue(await.namesake())));
    } else if (effect instanceof LookoutEffect.WarnOf warning) {
      LOG.warn(
          "another worker of {} is called {} as well, run {}: people and Temporal cannot tell the two apart; start each"
              + " with a --name of its own",
          self.taskQueue(),
          self.worker(),
          warning.namesake().run());
    } else {
      throw new AssertionError(effect);
    }
  }

  private void later(Duration pause, Runnable action) {
    Future<?> unused = loop.schedule(action, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tell(WorkerRun run, Suspicion why) {
    calls.execute(() -> {
      try {
        leases.suspect(run, why, self.worker());
      } catch (RuntimeException untold) {
        LOG.debug("the lease of {} was not told", run, untold);
        RetryPace.later(loop, () -> tellIfDue(run, why));
      }
    });
  }

  private void tellIfDue(WorkerRun run, Suspicion why) {
    if (lookout.suspects(run)) {
      tell(run, why);
    }
  }

  private void look(int thisLook) {
    if (thisLook == looks) {
      calls.execute(() -> {
        try {
          List<WorkerRun> open = leases.open();
          loop.execute(() -> looked(thisLook, open));
        } catch (RuntimeException unknown) {
          LOG.debug("which leases are open is not known", unknown);
          RetryPace.later(loop, () -> look(thisLook));
        }
      });
    }
  }

  private void looked(int thisLook, List<WorkerRun> open) {
    if (thisLook == looks) {
      on(new LookoutEvent.Looked(open));
    }
  }
}
