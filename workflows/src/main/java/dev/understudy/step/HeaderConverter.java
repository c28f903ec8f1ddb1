package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.internal.sync.WorkflowInternal;
import io.temporal.payload.context.WorkflowSerializationContext;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/**
 * The converter for the headers of a task: that of the worker's client, told of the task, so that the run
 * and its steps, wherever they run, encode for the same one. Thread-safe.
 */
@Internal
public final class HeaderConverter {
  private HeaderConverter() {}

  /** For workflow code: the SDK shows a run its converter only here (1.38.0). */
  public static DataConverter ofThisRun() {
    WorkflowInfo run = Workflow.getInfo();
    return of(WorkflowInternal.getDataConverter(), run.getNamespace(), run.getWorkflowId());
  }

  /** For the worker of a step. */
  public static DataConverter of(ActivityExecutionContext step) {
    ActivityInfo info = step.getInfo();
    DataConverter given = step.getWorkflowClient().getOptions().getDataConverter();
    return of(given, info.getNamespace(), info.getWorkflowId());
  }

  private static DataConverter of(DataConverter given, String namespace, String task) {
    return given.withContext(new WorkflowSerializationContext(namespace, task));
  }
}
