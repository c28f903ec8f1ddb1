package dev.understudy.lease.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.handoff.NoticingPace;
import dev.understudy.lease.DoorbellWorkflowImpl;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LeaseStart;
import dev.understudy.lease.LeaseView;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.LeaseWorkflowImpl;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.Tally;
import dev.understudy.lease.WorkerRun;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker does about another one whose beacon went out, on what both have in Temporal. */
class WitnessTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final WorkerRun SELF = new WorkerRun("work", "b", "run-b");
  private static final WorkerRun OTHER = new WorkerRun("work", "a", "run-a");

  /** However busy the machine is. */
  private static final Doorbell.Pace PATIENT =
      new Doorbell.Pace(LIVELINESS, NoticingPace.BEACON_ANSWER, LIVELINESS);

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
      TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final WorkerFactory own = WorkerFactory.newInstance(client);
  private final WorkerFactory others = WorkerFactory.newInstance(client);
  private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
  private final Witness witness = new Witness(client, SELF, PATIENT);

  /** Takes one step that has no end before its second attempt. */
  @WorkflowInterface
  public interface Task {
    @WorkflowMethod
    int run();
  }

  public static final class TaskImpl implements Task {
    @Override
    public int run() {
      return Workflow.newActivityStub(
              Look.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofDays(1))
                  .build())
          .look();
    }
  }

  @ActivityInterface
  public interface Look {
    int look();
  }

  /** Gives its first attempt to the ledger. */
  private static final class Looking implements Look {
    private final CompletableFuture<LedgerEntry> first = new CompletableFuture<>();

    @Override
    public int look() {
      ActivityExecutionContext context = Activity.getExecutionContext();
      if (context.getInfo().getAttempt() == 1) {
        context.doNotCompleteOnReturn();
        first.complete(LedgerEntry.of(context.getInfo(), LedgerEntry.Kind.STEP));
      }
      return context.getInfo().getAttempt();
    }
  }

  /** Holds that one step, and is heard of for as long as the test lasts: it is not missed before it is suspected. */
  private final class Holder implements LeaseActivities {
    private final Looking looking;

    private Holder(Looking looking) {
      this.looking = looking;
    }

    @Override
    public void hold(WorkerRun run) {
      ActivityExecutionContext context = Activity.getExecutionContext();
      context.doNotCompleteOnReturn();
      byte[] token = context.getTaskToken();
      var unused = beats.scheduleAtFixedRate(
          () -> beat(token, ""), 0, LeasePace.BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat(byte[] token, Object details) {
      client.newActivityCompletionClient().heartbeat(token, details);
    }

    @Override
    public void page(int number) {
      ActivityExecutionContext context = Activity.getExecutionContext();
      context.doNotCompleteOnReturn();
      beat(context.getTaskToken(), new LedgerPage(List.of(looking.first.join())));
    }

    @Override
    public void answer() {}

    @Override
    public void isBack() {}
  }

  @BeforeEach
  void start() {
    Looking looking = new Looking();
    Worker tasks = worker(own, OTHER.taskQueue());
    tasks.registerWorkflowImplementationTypes(TaskImpl.class);
    tasks.registerActivitiesImplementations(looking);
    Worker leases = worker(own, WorkerRun.leasesQueue(OTHER.taskQueue()));
    leases.registerWorkflowImplementationTypes(LeaseWorkflowImpl.class);
    leases.registerActivitiesImplementations(new Reaper(client, SELF));
    worker(own, SELF.ownQueue()).registerActivitiesImplementations(new Reaper(client, SELF));
    worker(others, OTHER.ownQueue()).registerActivitiesImplementations(new Holder(looking));
    for (WorkerFactory factory : List.of(own, others)) {
      String queue = (factory == own ? SELF : OTHER).ownQueue();
      factory.getWorker(queue).registerWorkflowImplementationTypes(DoorbellWorkflowImpl.class);
      factory.start();
    }
    WorkflowClient.start(client.newWorkflowStub(Task.class, options("task-1", "work"))::run);
    LeaseWorkflow lease = client.newWorkflowStub(
        LeaseWorkflow.class, options(OTHER.leaseId(), WorkerRun.leasesQueue(OTHER.taskQueue())));
    WorkflowClient.start(lease::keep, new LeaseStart(OTHER, Instant.now(), 1, Tally.NONE));
    await().atMost(LIVELINESS).until(() -> !ledger().entries().isEmpty());
  }

  private static Worker worker(WorkerFactory factory, String queue) {
    return factory.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
            .build());
  }

  private static WorkflowOptions options(String id, String queue) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queue).build();
  }

  private LedgerReader.Contents ledger() {
    return new LedgerReader(client.getOptions().getDataConverter())
        .read(client.newUntypedWorkflowStub(OTHER.leaseId()).describe().getRawDescription());
  }

  private void hang(WorkerRun run) {
    new LeaseWatch(client, run).hangDoorbell();
    client.newUntypedWorkflowStub(run.doorbellId()).getResult(Void.class);
  }

  private void kill() {
    others.shutdownNow();
    Doorbell doorbell = new Doorbell(client, SELF, PATIENT);
    await().atMost(LIVELINESS).until(() -> doorbell.ring(OTHER) == Doorbell.Answer.SILENCE);
  }

  private Tally tally() {
    return client
        .newUntypedWorkflowStub(OTHER.leaseId())
        .query(LeaseWorkflow.VIEW, LeaseView.class)
        .tally();
  }

  @AfterEach
  void stop() {
    beats.shutdownNow();
    own.shutdownNow();
    others.shutdownNow();
    temporal.close();
  }

  @Test
  void leavesAloneWhoAnswers() {
    hang(SELF);
    hang(OTHER);

    Doorbell.Pace most = new Doorbell.Pace(LIVELINESS, LIVELINESS, LIVELINESS);

    new Witness(client, SELF, most).suspect(OTHER, Suspicion.BEACON, "b");

    assertThat(tally().suspicions()).isZero();
    assertThat(ledger().entries()).hasSize(1);
  }

  @Test
  void hasReapedWhoDoesNotAnswerWithoutAnyQuestionOfTheLease() throws Exception {
    hang(SELF);
    hang(OTHER);
    kill();

    witness.suspect(OTHER, Suspicion.BEACON, "b");

    WorkflowStub lease = client.newUntypedWorkflowStub(OTHER.leaseId());
    LeaseEnd end = lease.getResult(LIVELINESS.toSeconds(), TimeUnit.SECONDS, LeaseEnd.class);
    assertThat(end.tally()).isEqualTo(new Tally(1, 0, 1));
    assertThat(end.reaping().orElseThrow().alarm().by()).isEqualTo("b");
    assertThat(end.reaping().orElseThrow().harvest()).isEqualTo(new Harvest(0, 1, 0, 0));
    int attempt = client
        .newUntypedWorkflowStub("task-1")
        .getResult(LIVELINESS.toSeconds(), TimeUnit.SECONDS, Integer.class);
    assertThat(attempt).isEqualTo(2);
  }

  @Test
  void leavesItToTheLeaseIfItIsNotAnsweredItself() {
    hang(OTHER);

    witness.suspect(OTHER, Suspicion.BEACON, "b");

    await().atMost(LIVELINESS).until(() -> tally().questions() >= 2);
  }

  @Test
  void leavesItToTheLeaseIfTheOtherHasNoDoorbell() {
    hang(SELF);

    witness.suspect(OTHER, Suspicion.BEACON, "b");

    await().atMost(LIVELINESS).until(() -> tally().questions() >= 2);
  }

  @Test
  void leavesItToTheLeaseIfItHasStoodStillMeanwhile() {
    hang(SELF);
    hang(OTHER);
    kill();
    Duration never = Duration.ofNanos(1).minus(LIVELINESS);

    new Witness(client, SELF, new Doorbell.Pace(LIVELINESS, NoticingPace.BEACON_ANSWER, never))
        .suspect(OTHER, Suspicion.BEACON, "b");

    await().atMost(LIVELINESS).until(() -> tally().questions() >= 2);
  }
}
