package dev.understudy.bench.handoff;

import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;

/** Lets a worker of the command line run what is measured. */
public final class BenchTaskTypes implements TaskTypes {
  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(Toiler.Impl.class, Speaker.Impl.class);
    worker.registerActivitiesImplementations(new Toiler.Step());
  }
}
