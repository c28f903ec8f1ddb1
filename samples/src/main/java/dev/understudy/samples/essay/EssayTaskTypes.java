package dev.understudy.samples.essay;

import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;

/** Lets every worker write essays. */
public final class EssayTaskTypes implements TaskTypes {

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(EssayWorkflowImpl.class);
    worker.registerActivitiesImplementations(new DeskSectionWriter(Model.atUsualPace()));
  }
}
