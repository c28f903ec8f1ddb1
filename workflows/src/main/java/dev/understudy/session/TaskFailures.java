package dev.understudy.session;

import io.temporal.failure.TemporalFailure;
import io.temporal.internal.replay.WorkflowContext;
import io.temporal.internal.sync.DestroyWorkflowThreadError;
import io.temporal.internal.sync.WorkflowInternal;
import io.temporal.workflow.Workflow;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * What ends a task that throws it: a failure of Temporal's, and what its author has named to the worker with {@code
 * WorkflowImplementationOptions.setFailWorkflowExceptionTypes}. Anything else is a bug, which holds it. Workflow code.
 */
final class TaskFailures {
  private static final Logger LOG = Workflow.getLogger(TaskFailures.class);

  private TaskFailures() {}

  /** Whether Temporal ends the task when {@code thrown} leaves its workflow method. */
  static boolean isEnd(Throwable thrown) {
    if (thrown instanceof DestroyWorkflowThreadError) {
      return false; // The worker lets go of the run, or that continues as new.
    }
    Throwable failure = WorkflowInternal.unwrap(thrown);
    return failure instanceof TemporalFailure || named().anyMatch(type -> type.isInstance(failure));
  }

  /** The SDK shows workflow code no options of its worker (1.38.0): if it cannot be asked, what it throws is a bug. */
  private static Stream<Class<? extends Throwable>> named() {
    try {
      Method context = WorkflowInternal.class.getDeclaredMethod("getRootWorkflowContext");
      context.setAccessible(true);
      WorkflowContext run = (WorkflowContext) context.invoke(null);
      return Stream.of(run.getWorkflowImplementationOptions().getFailWorkflowExceptionTypes());
    } catch (ReflectiveOperationException | InaccessibleObjectException changed) {
      LOG.debug("it is not known which exceptions fail this workflow", changed);
      return Stream.empty();
    }
  }
}
