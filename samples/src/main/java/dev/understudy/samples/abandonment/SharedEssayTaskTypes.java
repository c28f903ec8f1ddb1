package dev.understudy.samples.abandonment;

import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;

/** Lets every worker write with readers; its steps are those of an essay. */
public final class SharedEssayTaskTypes implements TaskTypes {

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(SharedEssayWorkflowImpl.class);
  }
}
