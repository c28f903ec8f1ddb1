package dev.understudy.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases in skipped time; each test ends in a replay. */
class LeaseWorkflowTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final WorkerRun RUN = new WorkerRun("work", "a", "run-1");
  private static final String HERE = "work/run/run-2";
  private static final Harvest HARVEST = new Harvest(2, 1, 0, 0);

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final Reapers reapers = new Reapers();
  private final LeaseWorkflow lease = client.newWorkflowStub(
      LeaseWorkflow.class,
      WorkflowOptions.newBuilder()
          .setTaskQueue(WorkerRun.leasesQueue(RUN.taskQueue()))
          .setWorkflowId(RUN.leaseId())
          .build());

  /** What lives beside the worker. */
  private static final class Reapers implements ReapingActivities {
    private final List<ReapOrder> orders = new CopyOnWriteArrayList<>();
    private final List<ReapOrder> looks = new CopyOnWriteArrayList<>();
    private volatile boolean isBroken;

    @Override
    public String here() {
      return HERE;
    }

    @Override
    public Harvest reapAgain(ReapOrder order) {
      looks.add(order);
      return Harvest.NONE;
    }

    @Override
    public Harvest reap(ReapOrder order) {
      orders.add(order);
      if (isBroken) {
        throw new IllegalStateException("the ledger is not there");
      }
      return HARVEST;
    }
  }

  /** The worker itself. It answers, and beats only once. */
  private static final class Living implements LeaseActivities {
    private final List<Integer> pages = new CopyOnWriteArrayList<>();
    private final AtomicInteger holds = new AtomicInteger();
    private volatile boolean isUnableToHold;

    @Override
    public void hold(WorkerRun run) {
      holds.incrementAndGet();
      if (isUnableToHold) {
        throw new IllegalStateException("what is that?");
      }
      Activity.getExecutionContext().doNotCompleteOnReturn();
    }

    @Override
    public void page(int number) {
      Activity.getExecutionContext().doNotCompleteOnReturn();
      pages.add(number);
    }

    @Override
    public void answer() {}

    @Override
    public void isBack() {}
  }

  @BeforeEach
  void employ() {
    Worker worker = temporal.newWorker(WorkerRun.leasesQueue(RUN.taskQueue()));
    worker.registerWorkflowImplementationTypes(LeaseWorkflowImpl.class);
    worker.registerActivitiesImplementations(reapers);
    temporal.newWorker(HERE).registerActivitiesImplementations(reapers);
  }

  @AfterEach
  void replayAndStop() throws Exception {
    var history = client.fetchHistory(RUN.leaseId());
    temporal.close();
    WorkflowReplayer.replayWorkflowExecution(history, LeaseWorkflowImpl.class);
  }

  private void begin() {
    temporal.start();
    WorkflowClient.start(lease::keep, new LeaseStart(RUN, Instant.ofEpochMilli(17), 1, Tally.NONE));
  }

  private Living living() {
    Living living = new Living();
    temporal.newWorker(RUN.ownQueue()).registerActivitiesImplementations(living);
    return living;
  }

  private LeaseEnd end() {
    return WorkflowStub.fromTyped(lease).getResult(LeaseEnd.class);
  }

  @Test
  void endsWithAGoodbye() {
    begin();

    lease.close();

    assertThat(end().reaping()).isEqualTo(Optional.empty());
    assertThat(end().since()).isEqualTo(Instant.ofEpochMilli(17));
    assertThat(reapers.orders).isEmpty();
  }

  @Test
  void reapsAWorkerThatDoesNotAnswerAtOnceWhenItsBeaconIsGone() {
    begin();

    lease.suspect(new Suspected(Suspicion.BEACON, "b"));

    Reaping reaping = end().reaping().orElseThrow();
    assertThat(reaping.alarm().why()).isEqualTo(Suspicion.BEACON);
    assertThat(reaping.alarm().by()).isEqualTo("b");
    assertThat(reaping.harvest()).isEqualTo(HARVEST);
    assertThat(Duration.between(reaping.alarm().noticed(), reaping.proved()))
        .isLessThan(LeasePace.patience(Suspicion.MISSING));
    assertThat(reapers.orders)
        .containsExactly(new ReapOrder(RUN, reaping.alarm(), reaping.proved()));
  }

  @Test
  void reapsAWorkerThatHasNeverTakenItsLease() {
    begin();

    await().atMost(Duration.ofSeconds(30)).until(() -> !reapers.looks.isEmpty());
    lease.close(); // or it would be given things for a while

    Reaping reaping = end().reaping().orElseThrow();
    assertThat(reaping.alarm().why()).isEqualTo(Suspicion.LEASE);
    assertThat(reaping.alarm().by()).isEqualTo("a");
    assertThat(Duration.between(reaping.alarm().noticed(), reaping.proved()))
        .isGreaterThanOrEqualTo(LeasePace.patience(Suspicion.LEASE));
    assertThat(reapers.looks).contains(new ReapOrder(RUN, reaping.alarm(), reaping.proved()));
  }

  @Test
  void holdsOnToAWorkerThatAnswers() {
    living();
    begin();

    lease.suspect(new Suspected(Suspicion.LEASE, "b")); // which leaves a busy machine the most time
    await().atMost(LIVELINESS).until(() -> lease.view().tally().falseAlarms() == 1);

    assertThat(lease.view().alarm()).isEqualTo(Optional.empty());
    lease.close();
    assertThat(end().reaping()).isEqualTo(Optional.empty());
  }

  @Test
  void isHeldAnewByAWorkerThatWasMissedAndAnswers() {
    living();
    begin();
    await().atMost(LIVELINESS).until(() -> lease.view().tally().questions() == 1);

    temporal.sleep(LeasePace.TIMEOUT.multipliedBy(2));
    await().atMost(LIVELINESS).until(() -> lease.view().tally().falseAlarms() >= 1);

    assertThat(lease.view().pages()).isEqualTo(1);
    lease.close();
    assertThat(end().reaping()).isEqualTo(Optional.empty());
  }

  @Test
  void isOfferedOnceInAWhileToAWorkerThatAnswersButCannotHoldIt() {
    Living living = living();
    living.isUnableToHold = true;
    begin();

    temporal.sleep(LeasePace.TIMEOUT.multipliedBy(3).dividedBy(2));

    await().atMost(LIVELINESS).until(() -> living.holds.get() > 1);
    assertThat(living.holds).hasValueLessThanOrEqualTo(3);
    lease.close();
    assertThat(end().reaping()).isEqualTo(Optional.empty());
  }

  @Test
  void hasAsManyPagesAsItsWorkerNeeds() {
    Living living = living();
    begin();

    lease.pages(3);
    lease.pages(2);

    await().atMost(LIVELINESS).until(() -> living.pages.size() == 3);
    assertThat(living.pages).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(lease.view().pages()).isEqualTo(3);
    lease.close();
  }

  @Test
  void endsAlthoughNobodyCanReap() {
    reapers.isBroken = true;
    begin();

    lease.suspect(new Suspected(Suspicion.MISSING, "b"));

    assertThat(end().reaping().orElseThrow().harvest()).isEqualTo(new Harvest(0, 0, 0, 1));
    assertThat(reapers.orders).hasSizeGreaterThan(1);
  }
}
