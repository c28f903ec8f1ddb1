package dev.understudy.lease;

import dev.understudy.Internal;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Where anybody may ask at once whether one run of a worker lives. It is over as soon as it has begun, on the task queue
 * that only that run polls: a query of it is answered by the run, or by nobody. Temporal hands a query straight to who
 * polls; it writes nothing, and has no timer to wait for.
 */
@Internal
@WorkflowInterface
public interface DoorbellWorkflow {
  /** The workflow type. */
  String TYPE = "understudy.doorbell";

  /** The name of the query that the run answers. */
  String RING = "understudy.ring";

  /** Ends at once. */
  @WorkflowMethod(name = TYPE)
  void hang();

  /** Whether it lives. It does. */
  @QueryMethod(name = RING)
  boolean ring();
}
