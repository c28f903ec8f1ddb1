package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.held.Leases;
import dev.understudy.server.TemporalForTests;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which steps stand in a worker's ledger. */
class LedgerStepTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.start();
  private final Semaphore begun = new Semaphore(0);
  private final Leases leases = new Leases(client, WorkerForTests.QUEUE);
  private final UnderstudyWorker worker = WorkerForTests.start(temporal, ably, on -> {
    on.registerWorkflowImplementationTypes(JobImpl.class);
    on.registerActivitiesImplementations(new Lasting(begun));
  });

  @AfterEach
  void stop() {
    worker.close();
    temporal.close();
    ably.close();
  }

  /** A step that lasts until its worker stops. */
  @ActivityInterface
  public interface Steps {
    void last();
  }

  private record Lasting(Semaphore begun) implements Steps {
    @Override
    public void last() {
      begun.release();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A task of one step. */
  @WorkflowInterface
  public interface Job {
    @WorkflowMethod
    void run(int attempts);
  }

  public static final class JobImpl implements Job {
    @Override
    public void run(int attempts) {
      ActivityOptions options = ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofHours(1))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(attempts).build())
          .build();
      Workflow.newActivityStub(Steps.class, options).last();
    }
  }

  private void startStep(int attempts) throws InterruptedException {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("job-" + attempts)
        .build();
    WorkflowClient.start(client.newWorkflowStub(Job.class, options)::run, attempts);
    assertThat(begun.tryAcquire(LIVELINESS.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private Harvest held() {
    return leases.open().stream().map(leases::held).reduce(Harvest.NONE, Harvest::plus);
  }

  @Test
  void areThoseThatCouldBeTriedAgain() throws InterruptedException {
    startStep(1); // would stand there before those that begin later

    startStep(2);
    startStep(0);

    await().atMost(LIVELINESS).until(() -> held().steps() >= 2);
    assertThat(held()).isEqualTo(new Harvest(0, 2, 0, 0));
  }
}
