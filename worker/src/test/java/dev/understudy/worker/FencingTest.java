package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import dev.understudy.step.AgentStep;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fencing tokens of steps that a real worker takes. */
class FencingTest {
  private static final String TASK = "count";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final TwiceTried numbering = new TwiceTried();
  private final UnderstudyWorker worker = WorkerForTests.start(temporal, ably, on -> {
    on.registerWorkflowImplementationTypes(CountingImpl.class);
    on.registerActivitiesImplementations(numbering);
  });

  /** A step with a token. */
  @ActivityInterface
  public interface Numbering {
    /** Gives its fencing token, and fails the first time. */
    long token();
  }

  private static final class TwiceTried implements Numbering {
    final List<Long> tokens = new CopyOnWriteArrayList<>();

    @Override
    public long token() {
      tokens.add(AgentStep.current().fencingToken());
      if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
        throw new IllegalStateException("once");
      }
      return AgentStep.current().fencingToken();
    }
  }

  /** Takes two such steps in each run. */
  @WorkflowInterface
  public interface Counting {
    @WorkflowMethod
    String count(String how);
  }

  public static final class CountingImpl implements Counting {
    private final Numbering steps = Workflow.newActivityStub(
        Numbering.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public String count(String how) {
      steps.token();
      steps.token();
      if (how.equals("and wait")) {
        Workflow.sleep(Duration.ofHours(1));
      }
      if (how.equals("twice")) {
        Workflow.continueAsNew("once");
      }
      return "done";
    }
  }

  @AfterEach
  void stop() {
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub count(String how) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(TASK)
        .build();
    Counting counting = temporal.getWorkflowClient().newWorkflowStub(Counting.class, options);
    WorkflowClient.start(counting::count, how);
    return WorkflowStub.fromTyped(counting);
  }

  @Test
  void fencesStepsInTheirOrderAcrossAttemptsAndRuns() {
    WorkflowStub counting = count("twice");

    assertThat(counting.getResult(String.class)).isEqualTo("done");
    assertThat(numbering.tokens).hasSize(8).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void fencesStepsThatAResetHasDoneAnew() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server resets")
        .isNotNull();
    count("and wait");
    await().atMost(StoryStage.LIVELINESS).until(() -> numbering.tokens.size() == 4);

    TaskReset.toTaskAfter(0, temporal.getWorkflowClient(), TASK);

    await().atMost(StoryStage.LIVELINESS).until(() -> numbering.tokens.size() == 8);
    assertThat(numbering.tokens).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void needsAWorkerForAToken() {
    assertThatThrownBy(AgentStep::current).isInstanceOf(IllegalStateException.class);
  }
}
