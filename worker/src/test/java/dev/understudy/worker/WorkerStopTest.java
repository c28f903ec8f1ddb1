package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps of a worker that stops while another one lives. */
@Timeout(300)
class WorkerStopTest {
  private static final long LIVELINESS_SECONDS = 60;
  private static final String DECLINED = "card-declined";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final UnderstudyWorker a = start("a");

  @AfterEach
  void stop() {
    a.close();
    temporal.close();
    ably.close();
  }

  private UnderstudyWorker start(String name) {
    return WorkerForTests.start(name, temporal, ably, on -> {
      on.registerWorkflowImplementationTypes(PatientImpl.class);
      on.registerActivitiesImplementations(new OnceInterrupted(begun));
    });
  }

  /** What the first attempt does when it is interrupted. */
  enum End {
    FAIL,
    FAIL_FOR_GOOD,
    RETURN
  }

  /** A step. */
  @ActivityInterface
  public interface Interrupted {
    /** Returns which attempt got through: the first one waits until it is interrupted, and ends so. */
    int attempt(End end);
  }

  private record OnceInterrupted(CountDownLatch begun) implements Interrupted {
    @Override
    public int attempt(End end) {
      int attempt = Activity.getExecutionContext().getInfo().getAttempt();
      if (attempt == 1) {
        begun.countDown();
        awaitInterruption();
        fail(end);
      }
      return attempt;
    }

    /** Leaves the thread as interrupted as it is, as whoever only computes does. */
    private static void awaitInterruption() {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    private static void fail(End end) {
      switch (end) {
        case FAIL -> throw new IllegalStateException("interrupted");
        case FAIL_FOR_GOOD -> throw ApplicationFailure.newFailure("the card", DECLINED);
        case RETURN -> {} // with its result
      }
    }
  }

  /** A task whose step, should it fail, is to wait for an hour before it is tried again. */
  @WorkflowInterface
  public interface Patient {
    @WorkflowMethod
    int run(End end);
  }

  public static final class PatientImpl implements Patient {
    private final Interrupted steps = Workflow.newActivityStub(
        Interrupted.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .setRetryOptions(RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofHours(1))
                .setDoNotRetry(DECLINED)
                .build())
            .build());

    @Override
    public int run(End end) {
      return steps.attempt(end);
    }
  }

  @Test
  void areTakenUpAtOnceByTheOtherHoweverLongTheirRetriesWait()
      throws InterruptedException, TimeoutException {
    assertThat(resultThoughTheFirstWorkerStops(End.FAIL)).isGreaterThan(1);
  }

  @Test
  void tellTheirResultsThoughTheyWereInterrupted() throws InterruptedException, TimeoutException {
    assertThat(resultThoughTheFirstWorkerStops(End.RETURN)).isEqualTo(1);
  }

  @Test
  void failForGoodAsTheyWouldWithoutTheStop() {
    assertThatThrownBy(() -> resultThoughTheFirstWorkerStops(End.FAIL_FOR_GOOD))
        .hasStackTraceContaining(DECLINED);
  }

  private int resultThoughTheFirstWorkerStops(End end)
      throws InterruptedException, TimeoutException {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("patient")
        .build();
    Patient patient = temporal.getWorkflowClient().newWorkflowStub(Patient.class, options);
    WorkflowClient.start(patient::run, end);
    assertThat(begun.await(LIVELINESS_SECONDS, TimeUnit.SECONDS)).isTrue();

    try (UnderstudyWorker b = start("b")) {
      a.close();

      assertThat(b.agents()).isZero();
      return WorkflowStub.fromTyped(patient)
          .getResult(LIVELINESS_SECONDS, TimeUnit.SECONDS, Integer.class);
    }
  }
}
