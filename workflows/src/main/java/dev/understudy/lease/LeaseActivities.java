package dev.understudy.lease;

import dev.understudy.Internal;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a lease asks of the one run of a worker that it is of. */
@Internal
@ActivityInterface
public interface LeaseActivities {
  /** The type of the activity that is heard of. */
  String HOLD = "understudy.hold-lease";

  /** The type of the activities that are the ledger. */
  String PAGE = "understudy.ledger-page";

  /**
   * Lasts for as long as the worker: its heartbeats say that it lives. Holds no thread. Safe to repeat: the last one
   * counts.
   */
  @ActivityMethod(name = HOLD)
  void hold(WorkerRun run);

  /**
   * Lasts for as long as the worker: its heartbeat details are a {@link LedgerPage}. Holds no thread. Safe to repeat:
   * the last one counts.
   *
   * @param number from 0
   */
  @ActivityMethod(name = PAGE)
  void page(int number);

  /** The type of the activity that asks. */
  String ANSWER = "understudy.answer";

  /** The type of the activity by which a worker shows that it is back. */
  String RETURN = "understudy.return";

  /** Shows that the worker takes what is for it. Safe to repeat. */
  @ActivityMethod(name = ANSWER)
  void answer();

  /** Shows that a worker that was taken for dead takes what is for it. Safe to repeat. */
  @ActivityMethod(name = RETURN)
  void isBack();
}
