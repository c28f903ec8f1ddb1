package dev.understudy.session;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A task for tests: says that it works, waits for a signal, and ends as ordered. */
@WorkflowInterface
public interface StepTask {
  @WorkflowMethod
  String run(String channel, String ending);

  @SignalMethod
  void goOn();
}
