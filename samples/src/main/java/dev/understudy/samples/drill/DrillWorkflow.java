package dev.understudy.samples.drill;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** An agent that takes numbered turns: it publishes the number, and takes a step with that number. */
@WorkflowInterface
public interface DrillWorkflow {
  /** The name of the message of each turn; its data is the number. */
  String MESSAGE = "turn";

  /** Takes turns until it is told that it was enough, and gives the number of the last. */
  @WorkflowMethod
  long run(Drill drill);

  /** The turn at hand is the last. */
  @SignalMethod
  void enough();

  /**
   * What to do, and for whom.
   *
   * @param seat where the agent is seen
   * @param ledger host and port where the effects of steps are put down
   * @param stepMillis how long a step takes
   * @param taken how many turns earlier runs of the task have taken
   */
  record Drill(Seat seat, String ledger, long stepMillis, long taken) {
    Drill after(long turns) {
      return new Drill(seat, ledger, stepMillis, turns);
    }
  }

  /**
   * Where the agent is seen, and by whom.
   *
   * @param agent the clientId of the agent
   * @param user for whom alone it works; empty if for nobody
   * @param graceMillis how long that user may be away before the work pauses
   */
  record Seat(String room, String agent, String user, long graceMillis) {}
}
