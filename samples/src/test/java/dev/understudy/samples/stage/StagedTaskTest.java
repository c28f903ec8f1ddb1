package dev.understudy.samples.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.understudy.cli.text.Fault;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.samples.essay.EssayWorkflow;
import dev.understudy.samples.essay.EssayWorkflow.Commission;
import dev.understudy.samples.essay.SectionWriter;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class StagedTaskTest {
  private static final Commission COMMISSION = new Commission("demo:test", "writer", "/nowhere", 3);
  private static final String ID = "essay-1";

  @Nested
  class WhenAServerRuns {
    private EmbeddedTemporal temporal;
    private WorkflowServiceStubs stubs;

    @BeforeEach
    void startServer() throws IOException {
      temporal = EmbeddedTemporal.start(0);
      stubs = WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    }

    @AfterEach
    void stop() {
      stubs.shutdownNow();
      temporal.close();
    }

    @Test
    void leavesNoTaskBehindThatNobodyWorksOn() {
      start(address()).close();

      assertThat(status()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    }

    @Test
    void saysWhyTheTaskFailed() {
      WorkerFactory workers = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
      workers.newWorker(ID).registerWorkflowImplementationTypes(Doomed.class);
      workers.start();

      try (StagedTask task = start(address())) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(catchThrowable(task::requireRunning))
                .isInstanceOf(Fault.class)
                .hasMessage("the task failed: out of ink"));
      } finally {
        workers.shutdownNow();
      }
    }

    @Test
    void saysThatItWasEndedByOthers() {
      try (StagedTask task = start(address())) {
        WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(ID).terminate("enough");

        assertThatThrownBy(() -> task.runningStep(SectionWriter.ACTIVITY))
            .isInstanceOf(Fault.class)
            .hasMessageStartingWith("the task failed: ");
      }
    }

    private String address() {
      return temporal.host() + ":" + temporal.port();
    }

    private WorkflowExecutionStatus status() {
      return stubs
          .blockingStub()
          .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
              .setNamespace("default")
              .setExecution(WorkflowExecution.newBuilder().setWorkflowId(ID))
              .build())
          .getWorkflowExecutionInfo()
          .getStatus();
    }
  }

  @Nested
  class WhenTheServerLacksTheNamespace {
    private final NamelessTemporal server = NamelessTemporal.start();

    @AfterEach
    void stop() {
      server.close();
    }

    @Test
    void saysSoBeforeAnythingIsStarted() {
      assertThatThrownBy(() -> TemporalAccess.requireServer(address()))
          .isInstanceOf(Fault.class)
          .hasMessage("Temporal at " + address() + " has no namespace default");
    }

    @Test
    void saysSoWhenTheTaskIsStarted() {
      assertThatThrownBy(() -> start(address()).close())
          .isInstanceOf(Fault.class)
          .hasMessage("Temporal at " + address() + " has no namespace default");
    }

    private String address() {
      return server.address();
    }
  }

  @Test
  void saysThatNoServerAnswers() {
    assertThatThrownBy(() -> start("127.0.0.1:1").close())
        .isInstanceOf(Fault.class)
        .hasMessage("no Temporal server answers at 127.0.0.1:1");
  }

  private static StagedTask start(String address) {
    return StagedTask.start(
        address,
        ID,
        ID,
        (client, options) -> WorkflowClient.start(
            client.newWorkflowStub(EssayWorkflow.class, options)::write, COMMISSION));
  }

  /** A task that fails at once. */
  public static final class Doomed implements EssayWorkflow {
    @Override
    public Essay write(Commission commission) {
      throw ApplicationFailure.newNonRetryableFailure("out of ink", "test");
    }

    @Override
    public void wrapUp() {}
  }
}
