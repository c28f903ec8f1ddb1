package dev.understudy.bench.handoff;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.unsafe.WorkflowUnsafe;

/** Publishes the numbers from one to some last one, in a row. */
@WorkflowInterface
public interface Speaker {
  /** What its worker prints when it runs the task {@code ID}: this, and the id. */
  String SPEAKS = "speaks ";

  @WorkflowMethod
  void speak(String room, int last);

  /** The task. */
  final class Impl implements Speaker {
    @Override
    public void speak(String room, int last) {
      AgentSession.attend(SessionSpec.on(room).as("speaker"), session -> {
        if (!WorkflowUnsafe.isReplaying()) {
          System.out.println(SPEAKS + Workflow.getInfo().getWorkflowId());
        }
        for (int number = 1; number <= last; number++) {
          session.publish("number", number);
        }
        return "done";
      });
    }
  }
}
