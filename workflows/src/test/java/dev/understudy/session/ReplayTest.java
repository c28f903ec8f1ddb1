package dev.understudy.session;

import static java.util.Objects.requireNonNull;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of every shape that tasks in the field may hold replay with today's code. */
class ReplayTest {
  /** The workflow id is not part of a stored history, but the attendance's id is made of it. */
  private static final String TASK = "errand-1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errand-0.1",
        "errand-continued-0.1",
        "errand-taken-over-0.1",
        "attendance-0.1",
        "attendance-taken-over-0.1"
      })
  void replaysWhatAnEarlierVersionRecorded(String name) throws Exception {
    WorkflowExecutionHistory history = WorkflowExecutionHistory.fromJson(json(name), TASK);

    try (TestWorkflowEnvironment environment = AgentSessionTest.environment()) {
      WorkflowReplayer.replayWorkflowExecution(history, AgentSessionTest.worker(environment));
    }
  }

  private static String json(String name) throws IOException {
    String resource = "/histories/" + name + ".json";
    try (InputStream stored = requireNonNull(ReplayTest.class.getResourceAsStream(resource))) {
      return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
