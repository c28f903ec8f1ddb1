package dev.understudy.beacon;

import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import java.time.Duration;

/** What a lookout wants done. */
sealed interface LookoutEffect {
  /** Tell the lease of {@code run} of the suspicion, unless that is over by then. */
  record Tell(WorkerRun run, Suspicion why, Duration after) implements LookoutEffect {}

  /** Ask which leases are open, unless sight is lost by then. */
  record Look(Duration after) implements LookoutEffect {}

  /** Say when it is {@linkplain LookoutEvent.NamesakeDue time}. */
  record AwaitNamesake(WorkerRun namesake) implements LookoutEffect {}

  /** Warn that another worker that runs has the same name. */
  record WarnOf(WorkerRun namesake) implements LookoutEffect {}
}
