package dev.understudy.lease.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.lease.Alarm;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.ReapOrder;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a task is failed because its worker is gone that stands in no ledger. */
class StragglersTest {
  private static final WorkerRun GONE = new WorkerRun("work", "a", "run-1");
  private static final Duration LIVELINESS = Duration.ofSeconds(20);

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final Looking looking = new Looking();

  /** Takes one step that has no end. */
  @WorkflowInterface
  public interface Task {
    @WorkflowMethod
    void run(int attempts);
  }

  public static final class TaskImpl implements Task {
    @Override
    public void run(int attempts) {
      Workflow.newActivityStub(
              Look.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofDays(1))
                  .setRetryOptions(
                      RetryOptions.newBuilder().setMaximumAttempts(attempts).build())
                  .build())
          .look();
    }
  }

  @ActivityInterface
  public interface Look {
    void look();
  }

  private static final class Looking implements Look {
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @Override
    public void look() {
      Activity.getExecutionContext().doNotCompleteOnReturn();
      begun.add(Activity.getExecutionContext().getInfo().getActivityId());
    }
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  /** Its step is one that worker {@code a} has begun. Returns the id of that. */
  private String begin(int attempts) {
    Worker worker = temporal.newWorker(
        GONE.taskQueue(), WorkerOptions.newBuilder().setIdentity(GONE.worker()).build());
    worker.registerWorkflowImplementationTypes(TaskImpl.class);
    worker.registerActivitiesImplementations(looking);
    temporal.start();
    Task task = client.newWorkflowStub(
        Task.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue(GONE.taskQueue())
            .setWorkflowId("task-1")
            .build());
    WorkflowClient.start(task::run, attempts);
    await().atMost(LIVELINESS).until(() -> looking.begun.size() == 1);
    return looking.begun.get(0);
  }

  private Harvest fail(Instant noticed, List<LedgerEntry> ledger, List<Leases.Begun> open) {
    Alarm alarm = new Alarm(Suspicion.BEACON, "b", noticed);
    return new Stragglers(
            client,
            new ReapOrder(GONE, alarm, noticed),
            new LedgerReader.Contents(ledger, 0),
            open,
            () -> ApplicationFailure.newFailure("gone", "gone"))
        .fail("task-1");
  }

  private Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  @Test
  void isAStepThatItHadJustBegun() {
    begin(0);

    assertThat(fail(now(), List.of(), List.of(new Leases.Begun(GONE, Instant.EPOCH))))
        .isEqualTo(new Harvest(0, 1, 0, 0));
    temporal.sleep(Duration.ofSeconds(2));
    await().atMost(LIVELINESS).until(() -> looking.begun.size() == 2);
  }

  @Test
  void isNotAStepOfALivingWorkerOfTheSameName() {
    begin(0);
    WorkerRun living = new WorkerRun("work", "a", "run-2");

    Harvest harvest = fail(now(), List.of(), List.of(new Leases.Begun(living, now())));

    assertThat(harvest).isEqualTo(Harvest.NONE);
  }

  @Test
  void isAStepThatBeganBeforeALaterWorkerOfTheSameName() {
    begin(0);
    WorkerRun later = new WorkerRun("work", "a", "run-2");
    Instant afterwards = now().plusSeconds(5);

    Harvest harvest = fail(now(), List.of(), List.of(new Leases.Begun(later, afterwards)));

    assertThat(harvest).isEqualTo(new Harvest(0, 1, 0, 0));
  }

  @Test
  void isNotAStepThatIsEntrustedToSomebody() {
    String step = begin(0);
    LedgerEntry entrusted = new LedgerEntry("", "task-1", step, LedgerEntry.Kind.ENTRUSTED);

    assertThat(fail(now(), List.of(entrusted), List.of())).isEqualTo(Harvest.NONE);
  }

  @Test
  void isNotAStepWhoseNextAttemptIsItsLast() {
    begin(2);

    assertThat(fail(now(), List.of(), List.of())).isEqualTo(Harvest.NONE);
  }

  @Test
  void isNotAStepThatWasOldAndSoStoodInTheLedger() {
    begin(0);

    assertThat(fail(now().plus(LeasePace.YOUNG.multipliedBy(2)), List.of(), List.of()))
        .isEqualTo(Harvest.NONE);
  }

  @Test
  void isNothingOfATaskThatIsOver() {
    assertThat(fail(now(), List.of(), List.of())).isEqualTo(Harvest.NONE);
  }
}
