package dev.understudy.bench.handoff;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;

/** A step that works until it is interrupted, a moment of work each 50 ms. Needs no Ably. */
@ActivityInterface
public interface Toil {
  void toil();

  /** One moment of work, which this process' parent hears of. */
  static void tick() throws InterruptedException {
    String task = Activity.getExecutionContext().getInfo().getWorkflowId();
    System.out.println(WorkerProcess.TICK + task);
    Thread.sleep(50);
  }
}
