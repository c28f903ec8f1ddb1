package dev.understudy.spring.sample;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** An ordinary workflow of Temporal's starter, found by its annotation. */
@WorkflowImpl(taskQueues = "reviews")
public class ReviewWorkflow implements Review {
  private static final int CHAPTERS = 1000;

  @Override
  public int review(String session) {
    return AgentSession.attend(SessionSpec.on(session).as("reviewer"), agent -> {
      for (int chapter = 1; chapter <= CHAPTERS; chapter++) {
        agent.checkpoint();
        agent.status("reading", Map.of("chapter", chapter));
        Workflow.sleep(Duration.ofSeconds(1));
      }
      return CHAPTERS;
    });
  }
}
