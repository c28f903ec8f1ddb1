package dev.understudy.samples.drill;

import dev.understudy.samples.drill.LedgerLine.StepEntry;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.AgentStep;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Puts the effect of each turn down in the ledger, with its fencing token, and streams a sentence.
 * Thread-safe.
 */
final class LedgerSteps implements DrillSteps {
  /** The type of the failure of an attempt that the ledger refuses. */
  static final String FENCED = "drill.fenced";

  @Override
  public void take(Turn turn) {
    StepEntry entry = new StepEntry(
        turn.agent(),
        turn.number(),
        Activity.getExecutionContext().getInfo().getAttempt(),
        AgentStep.current().fencingToken());
    AgentOutput output = AgentStep.current().output();
    try {
      output.write("turn " + turn.number() + " begins ");
      pass(turn.millis());
      output.write("and ends");
      if (!new LedgerLine(turn.ledger()).put(entry)) {
        throw ApplicationFailure.newFailure(
            "attempt %d at turn %d of %s came too late"
                .formatted(entry.attempt(), turn.number(), turn.agent()),
            FENCED);
      }
    } catch (IOException unreachable) {
      throw ApplicationFailure.newFailureWithCause(
          "the ledger at %s cannot be reached".formatted(turn.ledger()), "drill", unreachable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("told to stop at turn " + turn.number());
    }
  }

  private static void pass(long millis) throws InterruptedException {
    Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    try {
      CompletableFuture.runAsync(() -> {}, later).get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
