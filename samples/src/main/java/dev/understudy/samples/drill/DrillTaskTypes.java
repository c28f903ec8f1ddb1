package dev.understudy.samples.drill;

import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;

/** Lets every worker take part in drills. */
public final class DrillTaskTypes implements TaskTypes {

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(DrillWorkflowImpl.class);
    worker.registerActivitiesImplementations(new LedgerSteps());
  }
}
