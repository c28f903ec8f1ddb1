package dev.understudy.session;

import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.DynamicUpdateHandler;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A task for tests that works with a session or without one, or elsewhere after a while. */
@WorkflowInterface
public interface Stroll {
  /** Where it goes on that is sent away. */
  String ELSEWHERE = "other-work";

  @WorkflowMethod
  String walk(String way);

  @SignalMethod
  void goOn();

  /** Of a workflow that handles any update itself. */
  final class OwnUpdates implements DynamicUpdateHandler {
    @Override
    public Object handleExecute(String name, EncodedValues sent) {
      return "my own " + name;
    }
  }

  /** Walks. */
  final class Impl implements Stroll {
    private boolean isToGoOn;

    @Override
    public String walk(String way) {
      if (way.equals("own")) {
        Workflow.registerListener(new OwnUpdates());
      }
      return way.equals("with") || way.equals("away")
          ? AgentSession.attend(
              SessionSpec.on("room:42").as("walker"), session -> walk(session, way))
          : amble();
    }

    private String walk(AgentSession session, String way) {
      Workflow.await(() -> isToGoOn);
      if (way.equals("away")) {
        ContinueAsNewOptions elsewhere =
            ContinueAsNewOptions.newBuilder().setTaskQueue(ELSEWHERE).build();
        return Workflow.newContinueAsNewStub(Stroll.class, elsewhere).walk("with");
      }
      session.checkpoint();
      return "walked";
    }

    private String amble() {
      Workflow.await(() -> isToGoOn);
      return "ambled";
    }

    @Override
    public void goOn() {
      isToGoOn = true;
    }
  }
}
