package dev.understudy.worker;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A task for tests with an agent in each of two sessions, which goes on from one status to the next when told. */
@WorkflowInterface
public interface Mender {
  @WorkflowMethod
  String mend();

  @SignalMethod
  void goOn();

  /** Does so. */
  final class Impl implements Mender {
    /** Stands for what fails the task, and is put right before it is reset. */
    static volatile boolean isBroken;

    private int goOns;

    @Override
    public String mend() {
      return AgentSession.attend(
          SessionSpec.on("lobby").as("mender"),
          lobby ->
              AgentSession.attend(SessionSpec.on("room:42").as("mender"), room -> mendIn(room)));
    }

    private String mendIn(AgentSession room) {
      room.status("one");
      Workflow.await(() -> goOns > 0);
      if (isBroken) {
        throw ApplicationFailure.newNonRetryableFailure("broken", "mender");
      }
      room.checkpoint();
      room.status("two");
      Workflow.await(() -> goOns > 1);
      room.publish("result", "mended");
      return "done";
    }

    @Override
    public void goOn() {
      goOns++;
    }
  }
}
