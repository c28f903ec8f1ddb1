package dev.understudy.samples.drill;

import dev.understudy.batch.BatchProgress;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * An agent that takes numbered turns: it publishes the number, and takes a step with that number, or works through a
 * batch of that number.
 */
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
   * @param work of each turn
   * @param taken how many turns earlier runs of the task have taken
   * @param begun how far an earlier run got with the batch of the turn after these
   */
  record Drill(Seat seat, Work work, long taken, BatchProgress begun) {
    /** One that begins. */
    public static Drill of(Seat seat, Work work) {
      return new Drill(seat, work, 0, BatchProgress.START);
    }

    Drill after(long turns) {
      return new Drill(seat, work, turns, BatchProgress.START);
    }

    Drill after(long turns, BatchProgress next) {
      return new Drill(seat, work, turns, next);
    }

    boolean isInABatch() {
      return !begun.equals(BatchProgress.START);
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

  /**
   * What a turn is.
   *
   * @param ledger host and port where effects are put down
   * @param millis how long a step, or an item of a batch, takes
   * @param items of the batch; 0 if a turn is a step
   */
  record Work(String ledger, long millis, int items) {}
}
