package dev.understudy.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.batch.Careless.CarelessImpl;
import dev.understudy.batch.Careless.Mishap;
import dev.understudy.batch.Counting.CountingImpl;
import dev.understudy.batch.Counting.Order;
import dev.understudy.history.Recorded;
import dev.understudy.history.Recorder;
import dev.understudy.metrics.MeasuredTasks;
import dev.understudy.presence.AgentState;
import dev.understudy.refusal.Refusal;
import dev.understudy.session.Control;
import dev.understudy.session.SessionView;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestAgent;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch in Temporal's test environment; each test ends in a replay of all its runs. */
@NullMarked
class ResumableBatchTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String TASK = "counting-1";
  private static final int ITEMS = 1_000;

  private final CountedPages pages = new CountedPages(ITEMS);
  private final MeasuredTasks measured = new MeasuredTasks();
  private final SessionTest test = SessionTest.forWorkflow(CountingImpl.class, CarelessImpl.class)
      .withSteps(pages)
      .withInterceptor(measured)
      .open();
  private final WorkflowClient client = test.client();
  private final TestAgent counter = test.room("room:42").agent("counter");
  private String firstRun = "";

  @RegisterExtension
  final Recorder recorder = new Recorder(test);

  @AfterEach
  void replayAndStop() {
    test.close();
    measured.close();
  }

  private List<WorkflowExecutionHistory> runs() {
    List<WorkflowExecutionHistory> runs = new ArrayList<>();
    Optional<String> run = Optional.of(firstRun);
    while (run.isPresent()) {
      WorkflowExecutionHistory history = client.fetchHistory(TASK, run.get());
      runs.add(history);
      run = next(history.getLastEvent());
    }
    return runs;
  }

  private static Optional<String> next(HistoryEvent last) {
    return last.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
        ? Optional.of(
            last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId())
        : Optional.empty();
  }

  private WorkflowStub count(int pageSize) {
    return count(new Order(pageSize, true, false, 0));
  }

  private WorkflowStub count(Order order) {
    return start("Counting", order, BatchProgress.START);
  }

  private WorkflowStub start(String type, Object... arguments) {
    WorkflowStub task = client.newUntypedWorkflowStub(
        type,
        WorkflowOptions.newBuilder()
            .setTaskQueue(test.taskQueue())
            .setWorkflowId(TASK)
            .build());
    firstRun = task.start(arguments).getRunId();
    return task;
  }

  private static BatchProgress result(WorkflowStub counting) {
    try {
      return counting.getResult(2, TimeUnit.MINUTES, BatchProgress.class);
    } catch (TimeoutException held) {
      throw new AssertionError("the task does not end", held);
    }
  }

  @Test
  @Recorded("batch-with-items-set-aside")
  void settlesEveryItemInOneActivityAPage() {
    BatchProgress end = result(count(100));

    assertThat(end.isComplete()).isTrue();
    assertThat(end.done()).isEqualTo(990);
    assertThat(end.setAside()).isEqualTo(10);
    assertThat(end.pagesFinished()).isEqualTo(10);
    assertThat(end.firstSetAside()).hasSize(10).contains(new SetAsideItem("item 99", "poison"));
    assertThat(pages.activities()).isEqualTo(10);
    assertThat(counter.status().orElseThrow().detail())
        .containsEntry("done", 990)
        .containsEntry("setAside", 10)
        .containsEntry("total", 1_000);
  }

  @Test
  void goesOnInsideAPageThatAStintDidNotFinish() {
    pages.isSplittingPages = true;

    BatchProgress end = result(count(100));

    assertThat(end.done()).isEqualTo(990);
    assertThat(end.setAside()).isEqualTo(10);
    assertThat(end.pagesFinished()).isEqualTo(10);
    assertThat(pages.activities()).isEqualTo(20);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(measured.counts())
            .isEqualTo(Map.of(
                "understudy_batch_items numbers done", 990L,
                "understudy_batch_items numbers set-aside", 10L,
                "understudy_batch_pages numbers", 10L)));
  }

  @Test
  void continuesAsNewBeforeItsHistoryGrowsLong() {
    BatchProgress end = result(count(2));

    assertThat(end.done() + end.setAside()).isEqualTo(ITEMS);
    assertThat(end.firstSetAside()).hasSize(SetAsideItem.REMEMBERED);
    assertThat(pages.activities()).isEqualTo(500);
    assertThat(runs()).hasSizeGreaterThan(2);
    assertThat(runs()).allMatch(run -> run.getEvents().size() < 1_100);
  }

  @Test
  void worksAtAPageInEachRunHoweverMuchComesBeforeIt() {
    BatchProgress end = result(count(new Order(500, true, false, 1_000)));

    assertThat(end.isComplete()).isTrue();
    assertThat(pages.activities()).isEqualTo(2);
    assertThat(runs()).hasSize(2);
  }

  @Test
  @Recorded("batch-paused")
  void waitsBetweenTwoPagesAndShowsHowFarItIsWhileItIsPaused() {
    pages.permits = new Semaphore(0);
    WorkflowStub counting = count(500);
    await()
        .atMost(LIVELINESS)
        .until(() -> !counting.query("session", SessionView.class).agents().isEmpty());
    counting.update("pause", Void.class, new Control("alice", "lunch"));
    pages.permits.release(10);
    await()
        .atMost(LIVELINESS)
        .until(() -> counting.query("progress", BatchProgress.class).pagesFinished() == 1);
    test.skip(Duration.ofHours(1));

    assertThat(pages.activities()).isEqualTo(1);
    assertThat(counter.status().orElseThrow().state()).isEqualTo(AgentState.PAUSED);
    assertThat(counter.status().orElseThrow().detail())
        .containsEntry("done", 495)
        .containsEntry("setAside", 5);
    counting.update("resume", Void.class, new Control("alice", "back"));
    assertThat(result(counting).isComplete()).isTrue();
    assertThat(pages.activities()).isEqualTo(2);
  }

  @Test
  void leavesAtOnceAndKeepsItsProgressWhenItIsCancelled() {
    pages.permits = new Semaphore(3);
    WorkflowStub counting = count(100);
    await()
        .atMost(LIVELINESS)
        .until(() -> counting.query("progress", BatchProgress.class).pagesFinished() == 3);

    counting.cancel();

    assertThatThrownBy(() -> result(counting)).hasMessageContaining("was cancelled");
    pages.permits.release(10);
    BatchProgress end = counting.query("progress", BatchProgress.class);
    assertThat(end.isComplete()).isFalse();
    assertThat(end.done()).isEqualTo(297);
  }

  @Test
  void failsAtOnceWhenACursorStays() {
    pages.cursors = cursor -> "100";

    assertThatThrownBy(() -> result(count(100)))
        .cause()
        .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
          assertThat(failure.getType()).isEqualTo(Refusal.TYPE);
          assertThat(failure.getOriginalMessage()).startsWith("the source's cursor stays at '100'");
        });
  }

  @Test
  void failsSoonWhenCursorsGoRoundInCircles() {
    pages.cursors = cursor -> cursor.equals("500") ? "100" : cursor;

    assertThatThrownBy(() -> result(count(100)))
        .hasStackTraceContaining("the source's cursor goes backwards");
    assertThat(pages.activities()).isLessThan(20);
  }

  @Test
  void passesOnWhyAPageCannotBeDone() {
    pages.failingAt = 300;

    assertThatThrownBy(() -> result(count(100))).hasStackTraceContaining("no more");
  }

  @Test
  void refusesAPageSizeOfZero() {
    assertThatThrownBy(() -> result(count(0)))
        .hasStackTraceContaining("the page size must be from 1 to 10000 but was 0");
  }

  @Test
  void refusesARunThatBeginsBehindTheOneBefore() {
    assertThatThrownBy(() -> result(count(new Order(2, true, true, 0))))
        .hasStackTraceContaining(
            "batch numbers begins with 0 pages and 0 items of the next, but the run before handed on ");
    assertThat(runs()).hasSize(2);
  }

  @Test
  void refusesATaskThatIsStartedWithoutItsProgress() {
    WorkflowStub counting = start("Counting", new Order(100, true, false, 0));

    assertThatThrownBy(() -> result(counting))
        .hasStackTraceContaining("the progress of a batch must not be null");
  }

  @Test
  void beginsAtTheStartWithAnEmptyObjectForItsProgress() {
    assertThat(
            result(start("Counting", new Order(100, true, false, 0), Map.of())).done())
        .isEqualTo(990);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          NO_SPEC | the spec of a batch must not be null
          NO_PROGRESS | the progress of a batch must not be null: BatchProgress.START begins one
          NO_SESSION | the session of batch numbers must not be null
          NO_CONTINUATION | the continueAsNew of batch numbers must not be null
          PROGRESS_OF_ANOTHER | cannot go on with the progress of another
          TWICE_AT_ONCE | batch numbers is being processed already
          NO_TIME_FOR_ITEMS | the time for an item must be from PT0.001S to PT24H but was PT0.0000005S
          """)
  void refusesAMishapAtOnce(Mishap mishap, String sentence) {
    WorkflowStub careless = start("Careless", List.of(mishap));

    assertThatThrownBy(() -> result(careless)).hasStackTraceContaining(sentence);
  }

  @Test
  void refusesAContinuationThatReturns() {
    assertThatThrownBy(() -> result(count(new Order(2, false, false, 0))))
        .hasStackTraceContaining("it must call a continue-as-new stub");
  }
}
