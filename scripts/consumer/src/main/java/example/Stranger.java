package example;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.worker.UnderstudyPlugin;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Runs an agent, on a class path that must not have what only our own programs need. */
public final class Stranger {
  private Stranger() {}

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
    requireAbsent("ch.qos.logback.classic.Logger");
    requireAbsent("picocli.CommandLine");
    requireAbsent("dev.understudy.cli.Main");
    try (AblyLocal ably = AblyLocal.start();
        EmbeddedTemporal temporal = EmbeddedTemporal.start()) {
      UnderstudyPlugin understudy = UnderstudyPlugin.newBuilder(
              AblySettings.local(ably.key(), ably.host(), ably.port()))
          .build();
      WorkerFactory factory = WorkerFactory.newInstance(
          temporal.client(), WorkerFactoryOptions.newBuilder().setPlugins(understudy).build());
      factory.newWorker("greetings").registerWorkflowImplementationTypes(GreetingImpl.class);
      factory.start();
      System.out.println(greet(temporal.client()));
      factory.shutdown();
    }
    System.exit(0);
  }

  private static String greet(WorkflowClient client) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue("greetings")
        .setWorkflowId("greeting")
        .build();
    return client.newWorkflowStub(Greeting.class, options).greet();
  }

  private static void requireAbsent(String type) {
    try {
      Class<?> unwanted = Class.forName(type);
      throw new IllegalStateException(unwanted + " is on the class path");
    } catch (ClassNotFoundException asItShouldBe) {
      // Whoever embeds a library has these, or not, as he likes.
    }
  }
}
