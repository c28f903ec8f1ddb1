package dev.understudy.beacon;

import dev.understudy.Internal;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import java.util.List;

/** Where a beacon asks which workers should be there, and says which may be gone. May block. */
@Internal
public interface LeaseDesk {
  /**
   * The runs of workers of the own task queue whose lease is open.
   *
   * @throws RuntimeException if that cannot be known now; asked again
   */
  List<WorkerRun> open();

  /**
   * Tells the lease of {@code run} that its worker may be gone. Safe to repeat, and to say of one that lives, or whose
   * lease is over.
   *
   * @param by the name of the worker that says so
   * @throws RuntimeException if it could not be told; said again
   */
  void suspect(WorkerRun run, Suspicion why, String by);
}
