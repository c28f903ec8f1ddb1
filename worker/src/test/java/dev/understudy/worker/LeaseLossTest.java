package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.Leases;
import dev.understudy.server.TemporalForTests;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a worker's lease, by its own doing and by others'. */
class LeaseLossTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  /** Each is an event of the lease's history. */
  private static final int MORE_THAN_IT_READS = 450;

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.start();
  private final Leases leases = new Leases(client, WorkerForTests.QUEUE);
  private final UnderstudyWorker worker = WorkerForTests.start(temporal, ably, on -> {});

  @AfterEach
  void stop() {
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkerRun awaitLease() {
    await().atMost(LIVELINESS).until(() -> leases.open().size() == 1);
    return leases.open().get(0);
  }

  /** Temporal's list trails. */
  private void awaitOpen(WorkerRun... runs) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(leases.open()).containsExactly(runs));
  }

  private WorkflowExecutionDescription lease(WorkerRun run) {
    return client.newUntypedWorkflowStub(run.leaseId()).describe();
  }

  /** Whether the worker has taken all that its lease gives it. */
  private boolean isHeld(WorkerRun run) {
    return lease(run).getRawDescription().getPendingActivitiesList().stream()
            .filter(activity -> !activity.getLastWorkerIdentity().isEmpty())
            .map(activity -> activity.getActivityType().getName())
            .filter(type -> type.equals(LeaseActivities.PAGE) || type.equals(LeaseActivities.HOLD))
            .count()
        == 2;
  }

  @Test
  void isAnotherWhenItIsTerminated() {
    WorkerRun run = awaitLease();
    await().atMost(LIVELINESS).until(() -> isHeld(run));
    String first = lease(run).getExecution().getRunId();

    client.newUntypedWorkflowStub(run.leaseId()).terminate("by mistake");

    await().atMost(LIVELINESS).until(() -> !lease(run).getExecution().getRunId().equals(first));
    await().atMost(LIVELINESS).until(() -> isHeld(run));
    awaitOpen(run);
  }

  @Test
  void isAnotherRunWhenItIsReset() {
    assumeARealServer();
    WorkerRun run = awaitLease();
    await().atMost(LIVELINESS).until(() -> isHeld(run));
    String first = lease(run).getExecution().getRunId();

    TaskReset.toTaskAfter(1, client, run.leaseId());

    await().atMost(LIVELINESS).until(() -> !lease(run).getExecution().getRunId().equals(first));
    await().atMost(LIVELINESS).until(() -> isHeld(run));
    awaitOpen(run);
  }

  @Test
  void isHeldOnWhenItContinuesAsNew() {
    WorkerRun run = awaitLease();
    await().atMost(LIVELINESS).until(() -> isHeld(run));
    String first = lease(run).getExecution().getRunId();

    LeaseWorkflow untold = client.newWorkflowStub(LeaseWorkflow.class, run.leaseId());
    IntStream.range(0, MORE_THAN_IT_READS).forEach(signal -> untold.pages(1));
    await().atMost(LIVELINESS).until(() -> !lease(run).getExecution().getRunId().equals(first));

    await().atMost(LIVELINESS).until(() -> isHeld(run));
    leases.suspect(run, Suspicion.LEASE, "b"); // which leaves a busy machine the most time
    await().atMost(LIVELINESS).until(() -> untold.view().tally().falseAlarms() > 0);
    awaitOpen(run);
  }

  private static void assumeARealServer() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("the embedded server resets nothing")
        .isNotNull();
  }

  @Test
  void endsWithTheWorker() throws TimeoutException {
    WorkerRun run = awaitLease();
    await().atMost(LIVELINESS).until(() -> isHeld(run));

    worker.close();

    LeaseEnd end = client
        .newUntypedWorkflowStub(run.leaseId())
        .getResult(LIVELINESS.toSeconds(), TimeUnit.SECONDS, LeaseEnd.class);
    assertThat(end.run()).isEqualTo(run);
    assertThat(end.reaping()).isEqualTo(Optional.empty());
    awaitOpen();
  }

  @Test
  void isOfOneTaskQueue() {
    awaitLease();

    assertThat(new Leases(client, WorkerForTests.QUEUE + "/night").open()).isEmpty();
  }
}
