package dev.understudy.samples.research;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** An agent that answers a question from a corpus, with two others that read for it. */
@WorkflowInterface
public interface ResearchWorkflow {
  /** The type of the failure of a task whose question the corpus does not answer. */
  String NOTHING_FOUND = "research.nothing-found";

  /** Plans, has the readers read, drafts, asks whether it may publish, and publishes. */
  @WorkflowMethod
  Report research(Assignment assignment);

  /**
   * What is to be done.
   *
   * @param session the channel of agents and people
   * @param question in English, with a word in it that says what it is about
   * @param approver the user who decides whether the report is published
   */
  record Assignment(String session, String question, String approver) {}

  /**
   * What came of it.
   *
   * @param text of the report
   * @param extracts on which it stands
   * @param approvedBy who let it be published; empty if nobody did, and it was not
   */
  record Report(String text, List<Extract> extracts, String approvedBy) {
    /** Keeps a copy. */
    public Report {
      extracts = List.copyOf(extracts);
    }
  }
}
