package dev.understudy.samples.docs;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.worker.TaskTypes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A task that is over at once. */
public final class Greeter implements TaskTypes {
  /** What it does. */
  @WorkflowInterface
  public interface Greeting {
    /** Returns a word. */
    @WorkflowMethod
    String greet();
  }

  /** Does it as an agent. */
  public static final class InRoom implements Greeting {
    @Override
    public String greet() {
      return AgentSession.attend(SessionSpec.on("room:42").as("greeter"), session -> "hello");
    }
  }

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(InRoom.class);
  }

  static String greet(WorkflowClient client) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue("research")
        .setWorkflowId("greeting")
        .build();
    return client.newWorkflowStub(Greeting.class, options).greet();
  }
}
