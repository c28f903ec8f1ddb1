package dev.understudy.samples.docs;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.worker.TaskTypes;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** A task, its worker and the servers of both. */
public final class EmbeddedExample {
  private EmbeddedExample() {}

  @WorkflowInterface
  public interface Greeting {
    @WorkflowMethod
    String greet();
  }

  public static final class GreetingImpl implements Greeting {
    @Override
    public String greet() {
      return AgentSession.attend(SessionSpec.on("room:42").as("greeter"), session -> {
        session.status("greeting");
        return "hello";
      });
    }
  }

  public static void main(String[] args) {
    System.out.println(greet());
  }

  static String greet() {
    try (AblyLocal ably = AblyLocal.start();
        EmbeddedTemporal temporal = EmbeddedTemporal.start()) {
      WorkflowClient client = temporal.client();
      WorkerSettings settings = new WorkerSettings(
          "research",
          new Holder("laptop", 100),
          AblySettings.local(ably.key(), ably.host(), ably.port()),
          HandoffPolicy.DEFAULT);
      List<TaskTypes> tasks =
          List.of(on -> on.registerWorkflowImplementationTypes(GreetingImpl.class));
      UnderstudyWorker worker = UnderstudyWorker.start(client, settings, tasks);
      try {
        return greet(client); // start tasks, query them, send them updates
      } finally {
        worker.close();
      }
    }
  }

  private static String greet(WorkflowClient client) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue("research")
        .setWorkflowId("greeting")
        .build();
    return client.newWorkflowStub(Greeting.class, options).greet();
  }
}
