package dev.understudy.bench.handoff;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** An agent that is present and has nothing to do, the way this project has it. */
@WorkflowInterface
public interface Stay {
  @WorkflowMethod
  void stay(String room);

  /** The task. */
  final class Impl implements Stay {
    @Override
    public void stay(String room) {
      AgentSession.attend(SessionSpec.on(room).as(AgentWatch.AGENT), session -> {
        Workflow.await(() -> false);
        return "done";
      });
    }
  }
}
