package dev.understudy.session;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A stopwatch on the workflow's clock. Workflow code. */
final class ActiveTime {
  private long countedMillis;
  private long runningSinceMillis;
  private boolean isRunning;

  void carryOn(long earlierMillis) {
    countedMillis += earlierMillis;
  }

  /** Lets it run, or stand still. */
  void run(boolean run) {
    countedMillis += sinceItRuns();
    runningSinceMillis = Workflow.currentTimeMillis();
    isRunning = run;
  }

  private long sinceItRuns() {
    return isRunning ? Workflow.currentTimeMillis() - runningSinceMillis : 0;
  }

  Duration total() {
    return Duration.ofMillis(countedMillis + sinceItRuns());
  }
}
