package dev.understudy.beacon;

import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one worker thinks of the others by their beacons: whom it suspects to be gone, and whether it is the one to say
 * so. Pure and immutable; the caller passes the time, and does what is owed.
 *
 * <p>A beacon that leaves while this worker watches, and without a goodbye, makes its worker suspect. Everybody who
 * watches sees the same, so only {@linkplain Rank#SPEAKERS three} say it, in their turn; and if one of them leaves soon
 * after, which is how it goes when a machine dies that had several workers, the next in rank says it instead.
 *
 * <p>A worker that has not watched all the time cannot know who has left: it asks which leases are open, and suspects
 * those whose beacon is not there. After its own start it says so itself, whatever its rank, because others may have
 * tried in vain. After a loss of sight the others may have lost theirs as well, as when Ably was restarted: they are
 * given a moment to come back first. So a beacon that vanished together with the sight of it is never taken for one
 * that left.
 *
 * <p>To be wrong does no harm: whoever is suspected is asked.
 */
record Lookout(WorkerRun self, Sight sight, boolean isWarned) {
  /** Whether it knows who is there. */
  private sealed interface Sight {}

  /**
   * It does not.
   *
   * @param hasSeen whether it did before
   */
  private record Blind(boolean hasSeen) implements Sight {}

  /**
   * It does.
   *
   * @param isFirst whether that is since its start
   */
  private record Clear(
      Map<Member.Key, WorkerRun> beacons, Map<WorkerRun, Suspect> suspects, boolean isFirst)
      implements Sight {
    Clear {
      beacons = Map.copyOf(beacons);
      suspects = Map.copyOf(suspects);
    }

    boolean isThere(WorkerRun run) {
      return beacons.containsValue(run);
    }
  }

  /** A worker that may be gone, since when that is thought, and whether this worker has said so. */
  private record Suspect(Suspicion why, long sinceNanos, boolean isTold) {
    Suspect told() {
      return new Suspect(why, sinceNanos, true);
    }
  }

  /** What it thinks next, and what is owed. */
  record Step(Lookout next, List<LookoutEffect> effects) {
    Step {
      effects = List.copyOf(effects);
    }
  }

  /** A thousand workers that have lost Ably are back within two seconds of its return. */
  static final Duration RETURN = Duration.ofSeconds(2);

  /** How long one who speaks has the turn, if it lives; then it is up to the next. */
  static final Duration TURN = Duration.ofMillis(500);

  /** By then its lease has noticed in any case. */
  static final Duration MEMORY = Duration.ofMinutes(1);

  /** Ably drops the beacon of a worker that was killed a second later; and it may be started again at once. */
  static final Duration NAMESAKE = Duration.ofSeconds(5);

  /** Of a worker that has just started. */
  static Lookout of(WorkerRun self) {
    return new Lookout(self, new Blind(false), false);
  }

  /** What follows from {@code event}. The time is monotonic, with any origin. */
  Step on(LookoutEvent event, long nowNanos) {
    if (event instanceof LookoutEvent.Seen seen) {
      return onSeen(seen);
    }
    if (event instanceof LookoutEvent.Blinded) {
      boolean hasSeen = !(sight instanceof Blind blind) || blind.hasSeen;
      return new Step(with(new Blind(hasSeen)), List.of());
    }
    return sight instanceof Clear clear ? onNews(clear, event, nowNanos) : nothing();
  }

  private Step onSeen(LookoutEvent.Seen seen) {
    boolean isFirst = sight instanceof Blind blind && !blind.hasSeen;
    List<LookoutEffect> effects = new ArrayList<>();
    effects.add(new LookoutEffect.Look(isFirst ? Duration.ZERO : RETURN));
    seen.beacons().values().stream().flatMap(this::namesake).distinct().forEach(effects::add);
    return new Step(with(new Clear(seen.beacons(), Map.of(), isFirst)), effects);
  }

  private Step onNews(Clear clear, LookoutEvent event, long nowNanos) {
    if (event instanceof LookoutEvent.Came came) {
      return onCame(clear, came);
    }
    if (event instanceof LookoutEvent.Went went) {
      return onWent(clear, went, nowNanos);
    }
    if (event instanceof LookoutEvent.Looked looked) {
      return onLooked(clear, looked, nowNanos);
    }
    if (event instanceof LookoutEvent.NamesakeDue due) {
      return onNamesake(clear, due.namesake());
    }
    throw new AssertionError(event);
  }

  private Step onCame(Clear clear, LookoutEvent.Came came) {
    Map<Member.Key, WorkerRun> beacons = new HashMap<>(clear.beacons);
    beacons.put(came.member(), came.run());
    Map<WorkerRun, Suspect> suspects = new HashMap<>(clear.suspects);
    suspects.remove(came.run());
    return new Step(
        with(new Clear(beacons, suspects, clear.isFirst)), namesake(came.run()).toList());
  }

  /** One run may have two for a moment: that of a connection that broke, and that of the next. */
  private Step onWent(Clear clear, LookoutEvent.Went went, long nowNanos) {
    Map<Member.Key, WorkerRun> beacons = new HashMap<>(clear.beacons);
    WorkerRun run = beacons.remove(went.member());
    if (run == null) {
      return nothing();
    }
    Map<WorkerRun, Suspect> suspects = new LinkedHashMap<>(clear.suspects);
    if (went.isPolite()) {
      beacons.values().removeIf(run::equals);
    } else if (!beacons.containsValue(run) && !run.equals(self)) {
      suspects.put(run, new Suspect(Suspicion.BEACON, nowNanos, false));
    }
    return speak(new Clear(beacons, suspects, clear.isFirst), false, nowNanos);
  }

  private Step onLooked(Clear clear, LookoutEvent.Looked looked, long nowNanos) {
    Map<WorkerRun, Suspect> suspects = new LinkedHashMap<>(clear.suspects);
    looked.open().stream()
        .filter(run -> run.taskQueue().equals(self.taskQueue()) && !run.equals(self))
        .filter(run -> !clear.isThere(run))
        .forEach(run -> suspects.putIfAbsent(run, new Suspect(Suspicion.MISSING, nowNanos, false)));
    return speak(new Clear(clear.beacons, suspects, false), clear.isFirst, nowNanos);
  }

  /** Says what it has not said, and is the one to say; or all of that, {@code whateverItsRank}. */
  private Step speak(Clear clear, boolean whateverItsRank, long nowNanos) {
    List<LookoutEffect> effects = new ArrayList<>();
    Map<WorkerRun, Suspect> suspects = new HashMap<>(clear.suspects);
    suspects.values().removeIf(one -> nowNanos - one.sinceNanos > MEMORY.toNanos());
    suspects.replaceAll((run, one) -> {
      if (one.isTold || !(whateverItsRank || Rank.speaks(self, run, clear.beacons.values()))) {
        return one;
      }
      effects.add(new LookoutEffect.Tell(run, one.why, turn(one.why, run, clear)));
      return one.told();
    });
    return new Step(with(new Clear(clear.beacons, suspects, clear.isFirst)), effects);
  }

  /** One that is gone is asked and reaped by whoever comes first, undisturbed. */
  private Duration turn(Suspicion why, WorkerRun run, Clear clear) {
    return why == Suspicion.BEACON
        ? TURN.multipliedBy(Rank.of(self, run, clear.beacons.values()))
        : Duration.ZERO;
  }

  private Stream<LookoutEffect> namesake(WorkerRun run) {
    boolean isOne = run.worker().equals(self.worker()) && !run.equals(self);
    return isOne && !isWarned ? Stream.of(new LookoutEffect.AwaitNamesake(run)) : Stream.empty();
  }

  private Step onNamesake(Clear clear, WorkerRun namesake) {
    return isWarned || !clear.isThere(namesake)
        ? nothing()
        : new Step(new Lookout(self, sight, true), List.of(new LookoutEffect.WarnOf(namesake)));
  }

  /** Whether it thinks that {@code run} may be gone. */
  boolean suspects(WorkerRun run) {
    return sight instanceof Clear clear && clear.suspects.containsKey(run);
  }

  /** Whether it knows who is there. */
  boolean isClear() {
    return sight instanceof Clear;
  }

  private Lookout with(Sight next) {
    return new Lookout(self, next, isWarned);
  }

  private Step nothing() {
    return new Step(this, List.of());
  }
}
