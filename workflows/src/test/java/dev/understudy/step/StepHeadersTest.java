package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On workers that keep no workflow in memory: each workflow task replays all before it. */
@Timeout(60)
class StepHeadersTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String TASK = "walk";

  private final AtomicInteger made = new AtomicInteger();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch strolling = new CountDownLatch(1);

  @ActivityInterface
  public interface Step {
    void take();
  }

  /** A local activity: its first attempt lasts as long as its worker. */
  @ActivityInterface
  public interface Stroll {
    void stroll();
  }

  @WorkflowInterface
  public interface Walk {
    @WorkflowMethod
    void walk();
  }

  public static final class ThreeSteps implements Walk {
    private final Step step = Workflow.newActivityStub(
        Step.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public void walk() {
      step.take();
      step.take();
      step.take();
    }
  }

  public static final class OneStroll implements Walk {
    private final Stroll stroll = Workflow.newLocalActivityStub(
        Stroll.class,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public void walk() {
      stroll.stroll();
    }
  }

  @Test
  void tellsEachStepItsNumberAndMakesNoHeaderInReplays() {
    try (TestWorkflowEnvironment temporal = environment()) {
      Worker worker = temporal.getWorkerFactory().newWorker(TASK, forgetful());
      worker.registerWorkflowImplementationTypes(ThreeSteps.class);
      worker.registerActivitiesImplementations((Step) () -> {});
      temporal.start();

      stub(temporal).walk();

      assertThat(told).containsExactly("1", "2", "3");
      assertThat(made).hasValue(3);
    }
  }

  @Test
  void tellsALocalStepThatBeginsAgainElsewhere() {
    try (TestWorkflowEnvironment temporal = environment()) {
      WorkflowClient client = temporal.getWorkflowClient();
      WorkerFactory first = strollers(client, this::untilInterrupted);
      WorkflowClient.start(stub(temporal)::walk);
      // A local activity that outlasts a workflow task has begun in one that later ones replay.
      await()
          .atMost(LIVELINESS)
          .until(() -> workflowTasksCompleted(client) > 0 && strolling.getCount() == 0);
      first.shutdownNow();
      WorkerFactory second = strollers(client, () -> {});
      try {
        WorkflowStub.fromTyped(client.newWorkflowStub(Walk.class, TASK)).getResult(Void.class);
      } finally {
        second.shutdownNow();
      }

      assertThat(told).hasSizeGreaterThan(1).containsOnly("1");
    }
  }

  private void untilInterrupted() {
    strolling.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker stops", stopped);
    }
  }

  private static long workflowTasksCompleted(WorkflowClient client) {
    return client.fetchHistory(TASK).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .count();
  }

  private TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
        .setUseTimeskipping(false)
        .setWorkerFactoryOptions(factoryOptions())
        .build());
  }

  private WorkerFactory strollers(WorkflowClient client, Stroll stroll) {
    WorkerFactory factory = WorkerFactory.newInstance(client, factoryOptions());
    Worker worker = factory.newWorker(TASK, forgetful());
    worker.registerWorkflowImplementationTypes(OneStroll.class);
    worker.registerActivitiesImplementations(stroll);
    factory.start();
    return factory;
  }

  private WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setWorkflowCacheSize(1)
        .setWorkerInterceptors(new Counting())
        .build();
  }

  private static WorkerOptions forgetful() {
    return WorkerOptions.newBuilder()
        .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
        .build();
  }

  private static Walk stub(TestWorkflowEnvironment temporal) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            Walk.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TASK)
                .setWorkflowId(TASK)
                .setWorkflowTaskTimeout(Duration.ofSeconds(1))
                .build());
  }

  /** Numbers the steps of a run, counts the headers that it makes, and hears what steps are told. */
  private final class Counting extends WorkerInterceptorBase {
    private static final String HEADER = "number";

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public void init(WorkflowOutboundCallsInterceptor outbound) {
          super.init(new Numbers(outbound));
        }
      };
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public ActivityOutput execute(ActivityInput input) {
          Payload number = input.getHeader().getValues().get(HEADER);
          told.add(number == null ? "nothing" : number.getData().toStringUtf8());
          return super.execute(input);
        }
      };
    }

    private final class Numbers extends StepHeaders {
      private int steps;

      Numbers(WorkflowOutboundCallsInterceptor next) {
        super(next);
      }

      @Override
      protected UnaryOperator<Header> nextStep(boolean isLocal) {
        steps++;
        ByteString number = ByteString.copyFromUtf8("" + steps);
        return header -> {
          made.incrementAndGet();
          return new Header(Map.of(HEADER, Payload.newBuilder().setData(number).build()));
        };
      }

      @Override
      protected Header ofNextRun(Header header) {
        return header;
      }
    }
  }
}
