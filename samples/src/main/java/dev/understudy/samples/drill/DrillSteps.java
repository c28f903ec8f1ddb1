package dev.understudy.samples.drill;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The step of a drill. */
@ActivityInterface
public interface DrillSteps {

  /** Takes its time, and then has one effect. Safe to repeat: the ledger refuses what is stale. */
  @ActivityMethod(name = "TakeTurn")
  void take(Turn turn);

  /** Which turn of which agent, and where its effect belongs. */
  record Turn(String agent, long number, String ledger, long millis) {}
}
