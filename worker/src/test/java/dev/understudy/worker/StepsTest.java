package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps whose authors write no heartbeat, on a real worker. */
class StepsTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final SteppingImpl stepping = new SteppingImpl();
  private final UnderstudyWorker worker = WorkerForTests.start(temporal, ably, on -> {
    on.registerWorkflowImplementationTypes(WalkImpl.class);
    on.registerActivitiesImplementations(stepping);
  });

  private final StepOperator operator = new StepOperator(temporal.getWorkflowClient(), "walk");

  /** What the steps of this test do. */
  @ActivityInterface
  public interface Stepping {
    /** Returns the attempt that got through. */
    int takeLong();

    /** Returns what the attempt before reported. */
    String goOn();
  }

  private static final class SteppingImpl implements Stepping {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public int takeLong() {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException told) {
        interrupted.countDown();
        throw new IllegalStateException(told);
      }
      return Activity.getExecutionContext().getInfo().getAttempt();
    }

    @Override
    public String goOn() {
      ActivityExecutionContext context = Activity.getExecutionContext();
      if (context.getInfo().getAttempt() == 1) {
        context.heartbeat("half way");
        throw new IllegalStateException("once");
      }
      return context.getHeartbeatDetails(String.class).orElse("nothing");
    }
  }

  /** Takes one step. */
  @WorkflowInterface
  public interface Walk {
    @WorkflowMethod
    String walk(String step);
  }

  public static final class WalkImpl implements Walk {
    private final Stepping steps = Workflow.newActivityStub(
        Stepping.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public String walk(String step) {
      return step.equals("takeLong") ? "attempt " + steps.takeLong() : steps.goOn();
    }
  }

  @AfterEach
  void stop() {
    stepping.mayEnd.countDown();
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub walk(String step) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("walk")
        .build();
    Walk walk = temporal.getWorkflowClient().newWorkflowStub(Walk.class, options);
    WorkflowClient.start(walk::walk, step);
    return WorkflowStub.fromTyped(walk);
  }

  @Test
  void mayTakeLongerThanTheirHeartbeatTimeout() throws InterruptedException {
    WorkflowStub walk = walk("takeLong");
    assertThat(stepping.begun.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await()
        .pollDelay(WorkerForTests.HEARTBEAT_TIMEOUT.multipliedBy(2))
        .atMost(LIVELINESS)
        .until(() -> true);

    stepping.mayEnd.countDown();

    assertThat(walk.getResult(String.class)).isEqualTo("attempt 1");
  }

  @Test
  void areInterruptedWhenTheirTaskIsCancelled() throws InterruptedException {
    WorkflowStub walk = walk("takeLong");
    assertThat(stepping.begun.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS)).isTrue();

    walk.cancel();

    assertThat(stepping.interrupted.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
    assertThatThrownBy(() -> walk.getResult(String.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  @Test
  void stopWhenAnOperatorPausesThemAndBeginAnewWhenHeLetsThem() throws InterruptedException {
    assumeAnOperator();
    WorkflowStub walk = walk("takeLong");
    assertThat(stepping.begun.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS)).isTrue();

    operator.pause();
    assertThat(stepping.interrupted.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
    stepping.mayEnd.countDown();
    await()
        .atMost(LIVELINESS)
        .until(
            () -> operator.step().getState() == PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED);
    operator.unpause();

    assertThat(walk.getResult(String.class)).isEqualTo("attempt 2");
  }

  @Test
  void stopAndBeginAnewWhenAnOperatorResetsThem() throws InterruptedException {
    assumeAnOperator();
    WorkflowStub walk = walk("takeLong");
    assertThat(stepping.begun.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS)).isTrue();

    operator.reset();
    assertThat(stepping.interrupted.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
    stepping.mayEnd.countDown();

    assertThat(walk.getResult(String.class)).startsWith("attempt");
  }

  private static void assumeAnOperator() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server pauses and resets steps")
        .isNotNull();
  }

  @Test
  void findWhatTheAttemptBeforeReported() {
    assertThat(walk("goOn").getResult(String.class)).isEqualTo("half way");
  }
}
