package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.WorkflowVersioningBehavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Worker Versioning stays the user's: his workers need no behaviour for workflows that are not his. */
@EnabledIfSystemProperty(
    named = "understudy.temporal",
    matches = ".+",
    disabledReason = "Temporal's test server knows no Worker Versioning")
class VersionedWorkerTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String QUEUE = "versioned";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.start();
  private final List<WorkerFactory> factories = new ArrayList<>();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");

  /** Stays until it is told to go. */
  @WorkflowInterface
  public interface Guest {
    @WorkflowMethod
    String stay();

    @SignalMethod
    void go();
  }

  /** It says how it is versioned, as whoever versions workers has to. */
  public static final class GuestImpl implements Guest {
    private boolean goes;

    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public String stay() {
      return AgentSession.attend(SessionSpec.on("room:42").as("guest"), session -> {
        session.status("here");
        Workflow.await(() -> goes);
        return "was here";
      });
    }

    @Override
    public void go() {
      goes = true;
    }
  }

  @AfterEach
  void stop() {
    factories.forEach(WorkerFactory::shutdownNow);
    seen.close();
    temporal.close();
    ably.close();
  }

  private WorkerFactory start(String build) {
    UnderstudyPlugin plugin = UnderstudyPlugin.newBuilder(
            AblySettings.local(ably.key(), ably.host(), ably.port()))
        .named("worker-" + build)
        .handoff(HandoffPolicy.DEFAULT)
        .build();
    WorkerFactory factory = WorkerFactory.newInstance(
        client, WorkerFactoryOptions.newBuilder().setPlugins(plugin).build());
    factories.add(factory);
    factory.newWorker(QUEUE, versioned(build)).registerWorkflowImplementationTypes(GuestImpl.class);
    factory.start();
    await().atMost(LIVELINESS).until(() -> isCurrent(build));
    return factory;
  }

  private static WorkerOptions versioned(String build) {
    return WorkerOptions.newBuilder()
        .setDeploymentOptions(WorkerDeploymentOptions.newBuilder()
            .setUseVersioning(true)
            .setVersion(new WorkerDeploymentVersion("guests", build))
            .build())
        .build();
  }

  /** What an operator does by {@code temporal worker deployment set-current-version}, once its workers poll. */
  private boolean isCurrent(String build) {
    try {
      var unused = client
          .getWorkflowServiceStubs()
          .blockingStub()
          .setWorkerDeploymentCurrentVersion(SetWorkerDeploymentCurrentVersionRequest.newBuilder()
              .setNamespace(client.getOptions().getNamespace())
              .setDeploymentName("guests")
              .setBuildId(build)
              .setIdentity("operator")
              .build());
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  @Test
  void handsAnAgentFromOneVersionToTheNext() {
    WorkerFactory first = start("1");
    Guest task = client.newWorkflowStub(
        Guest.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue(QUEUE)
            .setWorkflowId("guest-1")
            .build());
    WorkflowClient.start(task::stay);
    awaitSeen("guest here (active) at worker-1");

    start("2");
    first.shutdown();

    awaitSeen("guest here (active) at worker-2");
    task.go();
    assertThat(WorkflowStub.fromTyped(task).getResult(String.class)).isEqualTo("was here");
    awaitSeen("guest left: completed");
    assertThat(seen.story()).doesNotContain("guest left: terminated", "guest left: failed");
  }

  private void awaitSeen(String what) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(seen.story()).contains(what));
  }
}
