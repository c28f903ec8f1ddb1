package dev.understudy.samples.essay;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** An agent that writes an essay in front of everybody. */
@WorkflowInterface
public interface EssayWorkflow {

  /** Writes until it is long enough, or as long as it may get. */
  @WorkflowMethod
  Essay write(Commission commission);

  /** The essay is long enough: the section at hand is its last. */
  @SignalMethod
  void wrapUp();

  /**
   * What to write, and where.
   *
   * @param session the channel of those who watch
   * @param agent the clientId of who writes
   * @param desk the directory where sections are put down
   * @param longest how many sections it has at the most
   */
  record Commission(String session, String agent, String desk, int longest) {}

  /** What came of it, section by section. */
  record Essay(List<String> sections) {}
}
