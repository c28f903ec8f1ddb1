package dev.understudy.samples.ledger;

import dev.understudy.step.AgentStep;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;

/** Keeps it in a database. Thread-safe. */
final class LedgerKeeping implements BookKeeping {
  private final Ledger ledger;
  private final Runnable dawdling;

  /**
   * Books in {@code ledger}.
   *
   * @param dawdling what happens between the decision to write and the write
   */
  LedgerKeeping(Ledger ledger, Runnable dawdling) {
    this.ledger = ledger;
    this.dawdling = dawdling;
  }

  // docs/side-effects.md step begins here
  @Override
  public void book(long balance) {
    String task = Activity.getExecutionContext().getInfo().getWorkflowId();
    long token = AgentStep.current().fencingToken();
    dawdling.run();
    try {
      if (!ledger.write(task, balance, token)) {
        throw ApplicationFailure.newNonRetryableFailure("a later attempt has written", "stale");
      }
    } catch (SQLException unavailable) {
      throw ApplicationFailure.newFailureWithCause("not booked", "database", unavailable);
    }
  }
  // docs/side-effects.md step ends here
}
