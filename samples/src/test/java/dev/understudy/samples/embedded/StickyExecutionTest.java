package dev.understudy.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StickyExecutionTest {
  private static final String QUEUE = "queue";

  /** How often the workflow has begun in the memory of a worker. */
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
    WorkflowClient own = connect();
    WorkerFactory factory = WorkerFactory.newInstance(own);
    open.add(factory::shutdownNow);
    Worker worker = factory.newWorker(
        QUEUE,
        WorkerOptions.newBuilder()
            .setStickyQueueScheduleToStartTimeout(stickyTimeout)
            .build());
    worker.registerWorkflowImplementationTypes(CountImpl.class);
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

  @Test
  void beginsAWorkflowOnceInTheMemoryOfItsWorker() {
    startWorker(Duration.ofSeconds(1));
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
    startWorker(Duration.ofSeconds(1));
    startWorker(Duration.ofSeconds(1));
    Count count = begin(60);

    for (int up = 1; up <= 60; up++) {
      assertThat(count.soFar()).isEqualTo(up - 1);
      assertThat(count.up()).isEqualTo(up);
    }

    assertThat(result(count)).isEqualTo(60);
    assertThat(client.fetchHistory("count").getEvents())
        .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }
}
