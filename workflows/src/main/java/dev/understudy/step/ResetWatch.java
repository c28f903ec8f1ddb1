package dev.understudy.step;

import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Notices that a task goes on in another run than the one that began: an operator has reset it. Confined to the
 * workflow's threads.
 *
 * <p>A reset run has the history of the first one up to a point, and goes on from there. Workflow code must not
 * ask for the id of its run, which is the new one in a replay of the old history, too, and the side effect that
 * is made for such a value, {@code Workflow.mutableSideEffect}, cannot be replayed before a local activity, or
 * twice in one workflow task (sdk-java issue 1668, open in 1.38.0). But the SDK makes its random ids of the id of
 * the run that wrote the history at that point and of a count (WorkflowStateMachines.randomUUID), and cannot do
 * otherwise, since they are the ids of all activities and timers in all histories. So an id that is drawn here
 * tells whether it is of the same run as before: then it is one of the next few of that run.
 *
 * <p>The session's notice of resets does not do here: it looks in a thread of its own, for the look waits, and a step
 * that is numbered before it has looked would have the number of a step of the abandoned run. This one waits for
 * nothing, but knows of a reset only when it is asked.
 *
 * <p>A run that seems to be another, and is not, does no harm but for the events of an anchor that was not needed,
 * and of attendances that are taken over by the task that has them.
 */
final class ResetWatch {
  /** More than a task draws from one number to the next, and searched in some milliseconds. */
  private static final int NEAR = 10_000;

  /** More than all that a run may draw within the length of a history. */
  private static final int FAR = 1_000_000;

  private String run = "";
  private long drawn;

  /** Whether there is a run to compare with. */
  boolean hasBegun() {
    return !run.isEmpty();
  }

  /** Whether the run that goes on is not the one that {@linkplain #begin began}. */
  boolean isAnotherRun() {
    return run.isEmpty() || !isDrawnSoon(NEAR);
  }

  /** The run that goes on is {@code id}. */
  void begin(String id) {
    run = id;
    isDrawnSoon(FAR);
  }

  private boolean isDrawnSoon(int atMost) {
    UUID id = Workflow.randomUUID();
    for (long count = drawn; count < drawn + atMost; count++) {
      if (id.equals(id(count))) {
        drawn = count + 1;
        return true;
      }
    }
    return false;
  }

  private UUID id(long count) {
    byte[] name = (run + ":" + count).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name);
  }
}
