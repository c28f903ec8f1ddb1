package dev.understudy.session;

import static java.util.Objects.requireNonNull;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of every shape that tasks in the field may hold replay with today's code. */
class ReplayTest {
  /** The workflow id is not part of a stored history, but the attendance's id is made of it. */
  private static final String TASK = "errand-1";

  private static final String VIGIL = "vigil-1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errand-0.1",
        "errand-continued-0.1",
        "errand-taken-over-0.1",
        "errand-refused-0.1",
        "attendance-0.1",
        "attendance-taken-over-0.1",
        "attendance-says-end-0.1",
        "errand-published-0.1",
        "errand-blank-0.1",
        "errand-refusal-outranks-0.1",
        "errand-refused-returned-0.1"
      })
  void replaysWhatAnEarlierVersionRecorded(String name) throws Exception {
    replay(stored(name, TASK), AgentSessionTest::worker);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vigil-abandoned-and-resumed-0.1",
        "vigil-given-up-0.1",
        "vigil-cancelled-by-policy-0.1",
        "vigil-waits-for-first-arrival-0.1",
        "vigil-told-of-people-0.1",
        "vigil-paused-by-person-0.1",
        "vigil-resumed-by-person-0.1",
        "vigil-cancelled-by-person-0.1",
        "vigil-interrupted-0.1",
        "vigil-sleeping-0.1",
        "vigil-steered-0.1",
        "vigil-asked-0.1",
        "vigil-unanswered-0.1",
        "vigil-in-parts-0.1",
        "vigil-continues-0.1",
        "vigil-continued-0.1",
        "vigil-attendance-terminated-0.1",
        "vigil-held-0.1",
        "vigil-held-continued-0.1",
        "vigil-cancelled-continues-0.1",
        "vigil-cancelled-continued-0.1",
        "vigil-tidied-0.1",
        "vigil-given-up-tidied-0.1",
        "vigil-attended-again-0.1",
        "vigil-twins-0.1",
        "vigil-never-tidied-0.1",
        "vigil-attended-again-told-of-before-0.1",
        "vigil-twins-shared-0.1",
        "vigil-rested-0.1",
        "vigil-listener-failed-0.1",
        "vigil-tidied-and-returned-0.1",
        "vigil-held-after-question-0.1",
        "vigil-begun-after-arrival-0.1",
        "vigil-left-superseded-0.1",
        "vigil-asked-while-paused-0.1",
        "vigil-begun-before-arrival-0.1",
        "vigil-answered-in-time-0.1",
        "vigil-slept-through-pause-0.1",
        "vigil-asked-itself-0.1",
        "vigil-followed-once-closed-0.1",
        "vigil-cleaner-held-0.1",
        "vigil-cancelled-and-given-up-0.1",
        "vigil-continued-asking-0.1",
        "vigil-short-parts-0.1",
        "vigil-early-steered-cancelled-0.1"
      })
  void replaysWhatAnEarlierVersionRecordedOfPeople(String name) throws Exception {
    replay(stored(name, VIGIL), VigilTest::worker);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "closing-paused-when-refused-0.1",
        "closing-cancelled-beside-a-part-0.1",
        "closing-opened-while-closing-0.1",
        "closing-rested-after-the-end-0.1"
      })
  void replaysWhatAnEarlierVersionRecordedOfClosing(String name) throws Exception {
    replay(stored(name, ClosingTest.TASK), ClosingTest::worker);
  }

  private static void replay(
      WorkflowExecutionHistory history, Function<TestWorkflowEnvironment, Worker> worker)
      throws Exception {
    try (TestWorkflowEnvironment environment = AgentSessionTest.environment()) {
      WorkflowReplayer.replayWorkflowExecution(history, worker.apply(environment));
    }
  }

  /** The history called {@code name}, of {@code task}. */
  static WorkflowExecutionHistory stored(String name, String task) throws IOException {
    String resource = "/histories/" + name + ".json";
    try (InputStream stored = requireNonNull(ReplayTest.class.getResourceAsStream(resource))) {
      String json = new String(stored.readAllBytes(), StandardCharsets.UTF_8);
      return WorkflowExecutionHistory.fromJson(json, task);
    }
  }
}
