package dev.understudy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyExecutionTest {
  private static final String QUEUE = "queue";

  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  /** For a worker that lives to take a task of a workflow that it remembers, on a busy machine, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How often the workflow, or its step, has begun in the memory of a worker. */
  private static final AtomicInteger BEGUN = new AtomicInteger();

  private final List<AutoCloseable> open = new ArrayList<>();
  private EmbeddedTemporal temporal;
  private WorkflowClient client;

  /** Counts up to a number. */
  @WorkflowInterface
  public interface Count {
    @WorkflowMethod
    int to(int last);

    @UpdateMethod
    int up();

    @QueryMethod
    int soFar();
  }

  public static final class CountImpl implements Count {
    private int count;

    @WorkflowInit
    public CountImpl(int last) {
      BEGUN.incrementAndGet();
    }

    @Override
    public int to(int last) {
      Workflow.await(() -> count == last);
      return count;
    }

    @Override
    public int up() {
      return ++count;
    }

    @Override
    public int soFar() {
      return count;
    }
  }

  /** Takes as long as it is let. */
  @ActivityInterface
  public interface Step {
    void take();
  }

  private record StepImpl(CountDownLatch end) implements Step {
    @Override
    public void take() {
      BEGUN.incrementAndGet();
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes one step, within its workflow tasks. */
  @WorkflowInterface
  public interface Walk {
    @WorkflowMethod
    void go();
  }

  public static final class WalkImpl implements Walk {
    @Override
    public void go() {
      Workflow.newLocalActivityStub(
              Step.class,
              LocalActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .build())
          .take();
    }
  }

  @BeforeEach
  void start() throws IOException {
    BEGUN.set(0);
    temporal = EmbeddedTemporal.start(0);
    open.add(temporal);
    client = connect();
  }

  @AfterEach
  void stop() throws Exception {
    for (int last = open.size() - 1; last >= 0; last--) {
      open.get(last).close();
    }
  }

  private WorkflowClient connect() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setTarget(temporal.host() + ":" + temporal.port())
            .build());
    open.add(stubs::shutdownNow);
    return WorkflowClient.newInstance(stubs);
  }

  /** A worker with a connection of its own. */
  private WorkflowClient startWorker(Duration stickyTimeout) {
    return startWorker(stickyTimeout, new StepImpl(new CountDownLatch(0)));
  }

  private WorkflowClient startWorker(Duration stickyTimeout, Step step) {
    WorkflowClient own = connect();
    WorkerFactory factory = WorkerFactory.newInstance(own);
    open.add(factory::shutdownNow);
    Worker worker = factory.newWorker(
        QUEUE,
        WorkerOptions.newBuilder()
            .setStickyQueueScheduleToStartTimeout(stickyTimeout)
            .build());
    worker.registerWorkflowImplementationTypes(CountImpl.class, WalkImpl.class);
    worker.registerActivitiesImplementations(step);
    factory.start();
    return own;
  }

  private Count begin(int last) {
    Count count = client.newWorkflowStub(
        Count.class,
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId("count").build());
    WorkflowClient.start(count::to, last);
    return count;
  }

  private static int result(Count count) {
    return WorkflowStub.fromTyped(count).getResult(Integer.class);
  }

  @RepeatedTest(10)
  void beginsAWorkflowOnceInTheMemoryOfItsWorker() {
    startWorker(PATIENCE);
    Count count = begin(3);

    assertThat(List.of(count.up(), count.soFar(), count.up(), count.soFar(), count.up()))
        .containsExactly(1, 1, 2, 2, 3);

    assertThat(result(count)).isEqualTo(3);
    assertThat(BEGUN).hasValue(1);
  }

  @Test
  void sendsTheWholeHistoryToAWorkerThatKeepsNothing() {
    startWorker(Duration.ZERO);
    Count count = begin(3);

    assertThat(List.of(count.up(), count.soFar(), count.up(), count.soFar(), count.up()))
        .containsExactly(1, 1, 2, 2, 3);

    assertThat(result(count)).isEqualTo(3);
    assertThat(BEGUN.get()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void givesTheWorkflowsOfADeadWorkerToAnother() {
    WorkflowClient first = startWorker(Duration.ofHours(1));
    Count count = begin(2);
    count.up();

    first.getWorkflowServiceStubs().shutdownNow();
    startWorker(Duration.ofHours(1));

    assertThat(count.soFar()).isEqualTo(1);
    assertThat(count.up()).isEqualTo(2);
    assertThat(result(count)).isEqualTo(2);
  }

  @Test
  void failsNoWorkflowTaskOfWorkersThatTakeTurns() {
    startWorker(PATIENCE);
    startWorker(PATIENCE);
    Count count = begin(60);

    for (int up = 1; up <= 60; up++) {
      assertThat(count.soFar()).isEqualTo(up - 1);
      assertThat(count.up()).isEqualTo(up);
    }

    assertThat(result(count)).isEqualTo(60);
    assertNoneFailed();
  }

  /** A query may be given out before a workflow task and answered after it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void answersQueriesBesideUpdatesFromWhatIsNewest(int workers) throws Exception {
    for (int worker = 0; worker < workers; worker++) {
      startWorker(PATIENCE);
    }
    Count count = begin(1000);
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    open.add(threads::shutdownNow);
    List<CompletableFuture<Integer>> askers = new ArrayList<>();
    for (int asker = 0; asker < 4; asker++) {
      askers.add(CompletableFuture.supplyAsync(() -> staleAnswers(count, done), threads));
    }

    while (done.get() < 999) {
      done.set(count.up());
    }

    for (CompletableFuture<Integer> asker : askers) {
      assertThat(asker).succeedsWithin(LIVELINESS).isEqualTo(0);
    }
    assertThat(count.up()).isEqualTo(1000);
    assertNoneFailed();
  }

  /** Asks until all but the last are counted. */
  private static int staleAnswers(Count count, AtomicInteger done) {
    int stale = 0;
    for (int least = 0; least < 999; least = done.get()) {
      if (count.soFar() < least) {
        stale++;
      }
    }
    return stale;
  }

  @Test
  void beginsALocalActivityOnceThatOutlastsItsWorkflowTask() {
    CountDownLatch end = new CountDownLatch(1);
    startWorker(PATIENCE, new StepImpl(end));
    Walk walk = client.newWorkflowStub(
        Walk.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue(QUEUE)
            .setWorkflowId("count")
            .setWorkflowTaskTimeout(Duration.ofSeconds(5))
            .build());
    WorkflowClient.start(walk::go);

    await().atMost(LIVELINESS).until(() -> completedWorkflowTasks() >= 2);
    end.countDown();

    WorkflowStub.fromTyped(walk).getResult(Void.class);
    assertThat(BEGUN).hasValue(1);
  }

  private long completedWorkflowTasks() {
    return client.fetchHistory("count").getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .count();
  }

  private void assertNoneFailed() {
    assertThat(client.fetchHistory("count").getEvents())
        .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT);
  }
}
