package dev.understudy.samples.docs;

import dev.understudy.presence.ably.AblySettings;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.worker.UnderstudyPlugin;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What the README shows of the plugin. */
final class PluginExample {
  private PluginExample() {}

  @WorkflowInterface
  public interface ResearchWorkflow {
    @WorkflowMethod
    String research();
  }

  public static final class ResearchWorkflowImpl implements ResearchWorkflow {
    @Override
    public String research() {
      return AgentSession.attend(SessionSpec.on("room:42").as("researcher"), session -> "found");
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
