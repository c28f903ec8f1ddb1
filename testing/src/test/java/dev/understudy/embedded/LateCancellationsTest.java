package dev.understudy.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateCancellationsTest {
  private static final String QUEUE = "queue";

  /** Token of the activity that has begun, until it is ended. */
  private static final BlockingQueue<byte[]> BEGUN = new LinkedBlockingQueue<>();

  private static @Nullable ActivityCompletionClient completions;

  private EmbeddedTemporal temporal;
  private WorkflowClient client;
  private WorkerFactory factory;

  /** Ends only when somebody else ends it. */
  @ActivityInterface
  public interface Step {
    String take();
  }

  private static final class StepImpl implements Step {
    @Override
    public String take() {
      BEGUN.add(Activity.getExecutionContext().getTaskToken());
      Activity.getExecutionContext().doNotCompleteOnReturn();
      return "";
    }
  }

  /** Cancels its step when told to. */
  @WorkflowInterface
  public interface Hasty {
    @WorkflowMethod
    String run(boolean stepEndsMeanwhile);

    @SignalMethod
    void cancelStep();
  }

  public static final class HastyImpl implements Hasty {
    private final Step step = Workflow.newActivityStub(
        Step.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());
    private boolean isToCancel;

    @Override
    public String run(boolean stepEndsMeanwhile) {
      Promise<?>[] outcome = new Promise<?>[1];
      CancellationScope scope =
          Workflow.newCancellationScope(() -> outcome[0] = Async.function(step::take));
      scope.run();
      Workflow.await(() -> isToCancel);
      if (stepEndsMeanwhile) {
        endStep();
      }
      scope.cancel();
      // A workflow task that ended the workflow as well would be refused for that, on any server.
      Workflow.newDetachedCancellationScope(() -> Workflow.sleep(Duration.ofMillis(1)))
          .run();
      return outcome[0].getFailure() == null ? "done" : "cancelled";
    }

    /** As the step's own worker would, in the middle of this workflow task; once, however often it runs. */
    private static void endStep() {
      byte[] token = BEGUN.poll();
      ActivityCompletionClient client = completions;
      if (token != null && client != null) {
        CompletableFuture.runAsync(() -> client.complete(token, "done")).join();
      }
    }

    @Override
    public void cancelStep() {
      isToCancel = true;
    }
  }

  /** Gives up waiting while its alarm goes off. */
  @WorkflowInterface
  public interface Impatient {
    @WorkflowMethod
    String run(long alarmMillis);

    @SignalMethod
    void giveUp();
  }

  public static final class ImpatientImpl implements Impatient {
    private boolean isToGiveUp;

    @Override
    public String run(long alarmMillis) {
      Promise<?>[] alarm = new Promise<?>[1];
      CancellationScope scope = Workflow.newCancellationScope(
          () -> alarm[0] = Workflow.newTimer(Duration.ofMillis(alarmMillis)));
      scope.run();
      Workflow.await(() -> isToGiveUp || alarm[0].isCompleted());
      if (!alarm[0].isCompleted()) {
        letPass(alarmMillis);
        scope.cancel();
      }
      Workflow.newDetachedCancellationScope(() -> Workflow.sleep(Duration.ofMillis(1)))
          .run();
      return alarm[0].getFailure() == null ? "fired" : "cancelled";
    }

    /** In the middle of this workflow task. */
    private static void letPass(long millis) {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
          .join();
    }

    @Override
    public void giveUp() {
      isToGiveUp = true;
    }
  }

  @BeforeEach
  void start() {
    BEGUN.clear();
    temporal = EmbeddedTemporal.start();
    client = temporal.client();
    completions = client.newActivityCompletionClient();
    factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(HastyImpl.class, ImpatientImpl.class);
    worker.registerActivitiesImplementations(new StepImpl());
    factory.start();
  }

  @AfterEach
  void stop() {
    factory.shutdownNow();
    temporal.close();
  }

  @Test
  void repeatsTheWorkflowTaskThatCancelsAStepTooLate() throws InterruptedException {
    Hasty workflow = begin(true);

    workflow.cancelStep();

    assertThat(result(workflow)).isEqualTo("done");
    assertThat(client.fetchHistory("hasty").getEvents())
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  @Test
  void cancelsTheStepThatRuns() throws InterruptedException {
    Hasty workflow = begin(false);

    workflow.cancelStep();

    assertThat(result(workflow)).isEqualTo("cancelled");
    assertThat(client.fetchHistory("hasty").getEvents())
        .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  @Test
  void repeatsTheWorkflowTaskThatCancelsATimerTooLate() {
    Impatient workflow = client.newWorkflowStub(
        Impatient.class,
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId("hasty").build());
    WorkflowClient.start(workflow::run, 2000L);

    workflow.giveUp();

    assertThat(WorkflowStub.fromTyped(workflow).getResult(String.class)).isEqualTo("fired");
    assertThat(client.fetchHistory("hasty").getEvents())
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  private Hasty begin(boolean stepEndsMeanwhile) throws InterruptedException {
    Hasty workflow = client.newWorkflowStub(
        Hasty.class,
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId("hasty").build());
    WorkflowClient.start(workflow::run, stepEndsMeanwhile);
    BEGUN.put(BEGUN.take());
    return workflow;
  }

  private static String result(Hasty workflow) {
    return WorkflowStub.fromTyped(workflow).getResult(String.class);
  }
}
