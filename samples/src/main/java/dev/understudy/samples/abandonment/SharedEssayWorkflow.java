package dev.understudy.samples.abandonment;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** An agent that writes with its readers: only while one of them is there, and as they wish. */
@WorkflowInterface
public interface SharedEssayWorkflow {

  /**
   * Writes until nobody is left to write for.
   *
   * @return how many sections there are, if it gets that far
   */
  @WorkflowMethod
  int write(Order order);

  /**
   * What is ordered.
   *
   * @param session the channel of agent and readers
   * @param desk the directory where sections are put down
   * @param graceMillis for how long all readers may be away before the work pauses
   * @param giveUpMillis for how long it then waits, once they have approved of its course
   */
  record Order(String session, String desk, long graceMillis, long giveUpMillis) {}
}
