package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Agents are found by what they are registered as. */
@EnabledIfSystemProperty(
    named = "understudy.temporal",
    matches = ".+",
    disabledReason = "Temporal's test server lists nothing by query")
class AgentAttributesTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String QUEUE = "found";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.start();
  private final WorkerFactory factory = WorkerFactory.newInstance(
      client,
      WorkerFactoryOptions.newBuilder()
          .setPlugins(
              UnderstudyPlugin.newBuilder(AblySettings.local(ably.key(), ably.host(), ably.port()))
                  .named("a")
                  .handoff(HandoffPolicy.DEFAULT)
                  .withoutDrain()
                  .build())
          .build());

  /** Stays until it is told to go. */
  @WorkflowInterface
  public interface Guest {
    @WorkflowMethod
    void stay(String session);

    @SignalMethod
    void go();
  }

  public static final class GuestImpl implements Guest {
    private boolean goes;

    @Override
    public void stay(String session) {
      AgentSession.attend(SessionSpec.on(session).as("guest"), open -> {
        Workflow.await(() -> goes);
        return "";
      });
    }

    @Override
    public void go() {
      goes = true;
    }
  }

  @AfterEach
  void stop() {
    factory.shutdownNow();
    temporal.close();
    ably.close();
  }

  private void register(String... names) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(client.getOptions().getNamespace());
    for (String name : names) {
      request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    var unused = OperatorServiceGrpc.newBlockingStub(
            client.getWorkflowServiceStubs().getRawChannel())
        .addSearchAttributes(request.build());
  }

  private Guest invite(String task, String session) {
    Guest guest = client.newWorkflowStub(
        Guest.class,
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(task).build());
    WorkflowClient.start(guest::stay, session);
    return guest;
  }

  private List<String> found(String query) {
    return client
        .listExecutions(query)
        .map(WorkflowExecutionMetadata::getExecution)
        .map(execution -> execution.getWorkflowId())
        .toList();
  }

  @Test
  void bySessionAndAgentWhereBothAreRegistered() {
    register(AgentAttributes.SESSION.getName(), AgentAttributes.AGENT.getName());
    factory.newWorker(QUEUE).registerWorkflowImplementationTypes(GuestImpl.class);
    factory.start();

    Guest one = invite("one", "room:1");
    Guest two = invite("two", "room:2");

    await()
        .atMost(LIVELINESS)
        .ignoreExceptions() // until the server's frontend has heard that they are registered
        .untilAsserted(
            () -> assertThat(found("UnderstudySession='room:2' AND UnderstudyAgent='guest'"))
                .containsExactly("attendance/two/room:2/guest"));
    one.go();
    two.go();
    WorkflowStub.fromTyped(one).getResult(Void.class);
    WorkflowStub.fromTyped(two).getResult(Void.class);
  }
}
