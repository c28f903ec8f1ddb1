package dev.understudy.samples.docs;

import dev.understudy.presence.ably.AblySettings;
import dev.understudy.samples.docs.SessionExamples.Steps;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.worker.UnderstudyPlugin;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the README shows of a task, and of the plugin. */
final class PluginExample {
  private PluginExample() {}

  @WorkflowInterface
  public interface ResearchWorkflow {
    @WorkflowMethod
    String research(List<String> topics);
  }

  public static final class ResearchWorkflowImpl implements ResearchWorkflow {
    private final Steps steps = Workflow.newActivityStub(Steps.class);

    @Override
    public String research(List<String> topics) {
      SessionSpec spec = SessionSpec.on("room:42").as("researcher");
      return AgentSession.attend(spec, session -> {
        List<String> notes = new ArrayList<>();
        for (String topic : topics) {
          session.checkpoint(); // where a pause takes hold
          session.status("reading", Map.of("topic", topic)); // what people see
          notes.add(steps.read(topic)); // an ordinary activity
        }
        return steps.draft(notes);
      });
    }
  }

  static void run(String key) {
    UnderstudyPlugin understudy =
        UnderstudyPlugin.newBuilder(AblySettings.cloud(key)).build();
    WorkflowServiceStubs temporal =
        WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setTarget("127.0.0.1:7233")
            .setPlugins(understudy)
            .build());
    WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(temporal));
    factory.newWorker("research").registerWorkflowImplementationTypes(ResearchWorkflowImpl.class);
    factory.start();
    Runtime.getRuntime().addShutdownHook(new Thread(factory::shutdown));
  }
}
