package dev.understudy.cli.workers;

import dev.understudy.beacon.Light;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.LeaseRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The workers of one task queue at a moment, as their beacons and leases tell.
 *
 * @param workers those that are there, or may be, by name
 * @param reaped the last first
 * @param broken leases that somebody has ended, the last first
 */
record WorkersReport(
    String taskQueue,
    Instant at,
    Optional<String> beaconsUnknown,
    List<Worker> workers,
    List<LeaseEnd> reaped,
    List<LeaseRecord.Broken> broken) {
  /** The beacons that are seen, or why they are not. */
  record Beacons(List<Light> seen, Optional<String> unknownBecause) {
    Beacons {
      seen = List.copyOf(seen);
    }

    private Optional<Light> of(WorkerRun run) {
      return seen.stream().filter(light -> light.run().equals(run)).findFirst();
    }

    private BeaconState state(WorkerRun run) {
      if (unknownBecause.isPresent()) {
        return BeaconState.UNKNOWN;
      }
      return of(run).isPresent() ? BeaconState.SEEN : BeaconState.MISSING;
    }
  }

  /** Whether a beacon is there. */
  enum BeaconState {
    SEEN,
    MISSING,
    UNKNOWN
  }

  /** What all that means. */
  enum State {
    LIVES("lives"),
    IN_DOUBT("in doubt"),
    BEING_REAPED("being reaped"),
    WITHOUT_LEASE("without lease");

    final String words;

    State(String words) {
      this.words = words;
    }
  }

  /** One that is there, or may be. */
  record Worker(
      WorkerRun run, Instant since, BeaconState beacon, Optional<LeaseRecord.Open> lease) {
    State state(Instant now) {
      return lease.map(open -> state(open, now)).orElse(State.WITHOUT_LEASE);
    }

    /** A lease that nobody has begun to hold yet is one of a worker that starts. */
    private State state(LeaseRecord.Open open, Instant now) {
      if (open.standing() == LeaseRecord.Standing.REAPED) {
        return State.BEING_REAPED;
      }
      boolean isOverdue = open.heard().orElse(open.since()).isBefore(now.minus(LeasePace.TIMEOUT));
      boolean isDoubted = open.standing() == LeaseRecord.Standing.ASKED
          || beacon == BeaconState.MISSING
          || isOverdue;
      return isDoubted ? State.IN_DOUBT : State.LIVES;
    }
  }

  WorkersReport {
    workers = List.copyOf(workers);
    reaped = List.copyOf(reaped);
    broken = List.copyOf(broken);
  }

  static WorkersReport of(String taskQueue, Instant at, Beacons beacons, List<LeaseRecord> leases) {
    return new WorkersReport(
        taskQueue,
        at,
        beacons.unknownBecause(),
        workers(beacons, only(LeaseRecord.Open.class, leases)),
        only(LeaseRecord.Ended.class, leases).stream()
            .map(LeaseRecord.Ended::end)
            .filter(end -> end.reaping().isPresent())
            .sorted(Comparator.comparing(WorkersReport::reapedAt).reversed())
            .toList(),
        only(LeaseRecord.Broken.class, leases).stream()
            .sorted(Comparator.comparing(LeaseRecord.Broken::at).reversed())
            .toList());
  }

  static Instant reapedAt(LeaseEnd end) {
    return end.reaping().orElseThrow().reaped();
  }

  private static <T> List<T> only(Class<T> kind, List<LeaseRecord> leases) {
    return leases.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static List<Worker> workers(Beacons beacons, List<LeaseRecord.Open> open) {
    Set<WorkerRun> runs = new LinkedHashSet<>();
    open.forEach(lease -> runs.add(lease.run()));
    beacons.seen().forEach(light -> runs.add(light.run()));
    return runs.stream()
        .map(run -> worker(run, beacons, open))
        .sorted(Comparator.comparing((Worker worker) -> worker.run().worker())
            .thenComparing(Worker::since))
        .toList();
  }

  private static Worker worker(WorkerRun run, Beacons beacons, List<LeaseRecord.Open> open) {
    Optional<LeaseRecord.Open> lease =
        open.stream().filter(one -> one.run().equals(run)).findFirst();
    Instant since = beacons
        .of(run)
        .map(Light::since)
        .or(() -> lease.map(LeaseRecord.Open::since))
        .orElseThrow();
    return new Worker(run, since, beacons.state(run), lease);
  }
}
