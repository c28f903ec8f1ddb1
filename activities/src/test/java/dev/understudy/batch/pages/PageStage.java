package dev.understudy.batch.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/** A worker with one type of batch, in Temporal's test environment. Owns the environment. */
@NullMarked
final class PageStage implements AutoCloseable {
  static final BatchSpec SPEC = BatchSpec.of("letters").inPagesOf(20).inParallel(3);
  private static final String QUEUE = "work";

  final Shelf shelf = new Shelf();
  BatchSource<String> source = (argument, cursor, size) -> Page.last(letters(size));
  long mayStillSetAside = 5;

  /** So many attempts at a page come to a worker from before the batch was thought of. */
  int attemptsByAnOlderWorker;

  private final TestWorkflowEnvironment temporal;

  PageStage() {
    this(WorkflowClientOptions.getDefaultInstance());
  }

  /** One whose client is as {@code options} say. */
  PageStage(WorkflowClientOptions options) {
    this.temporal = TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(options).build());
  }

  /** One page. */
  @WorkflowInterface
  public interface OnePage {
    @WorkflowMethod
    PageOutcome process(PageOrder order);
  }

  public static final class OnePageImpl implements OnePage {
    @Override
    public PageOutcome process(PageOrder order) {
      return Workflow.newActivityStub(
              BatchActivities.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofHours(1))
                  .setHeartbeatTimeout(Duration.ofMinutes(1))
                  .setRetryOptions(RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofMillis(10))
                      .build())
                  .build())
          .process(order);
    }
  }

  static List<Item<String>> letters(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Item<>("letter-" + number, "text " + number))
        .toList();
  }

  /** Has the first page processed. */
  PageOutcome process(BatchSpec spec) {
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(OnePageImpl.class);
    worker.registerActivitiesImplementations(activities());
    temporal.start();
    WorkflowClient client = temporal.getWorkflowClient();
    return client
        .newWorkflowStub(
            OnePage.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("mail")
                .build())
        .process(new PageOrder(spec, Optional.empty(), PageNotes.NONE, mayStillSetAside));
  }

  private BatchActivities activities() {
    PageActivities older = new PageActivities(List.of());
    PageActivities present = new PageActivities(List.of(new BatchType<>("letters", source, shelf)));
    AtomicInteger attempts = new AtomicInteger();
    return order ->
        (attempts.incrementAndGet() <= attemptsByAnOlderWorker ? older : present).process(order);
  }

  private static ApplicationFailure failureOf(Throwable thrown) {
    Throwable cause = thrown;
    while (!(cause instanceof ApplicationFailure failure)) {
      cause = requireNonNull(cause.getCause(), "no failure of an application");
    }
    return failure;
  }

  void assertRefused(BatchSpec spec, String type, String message) {
    assertThatThrownBy(() -> process(spec)).satisfies(thrown -> {
      assertThat(failureOf(thrown).getType()).isEqualTo(type);
      assertThat(failureOf(thrown).getOriginalMessage()).contains(message);
    });
  }

  @Override
  public void close() {
    temporal.close();
  }
}
