package dev.understudy.samples.research;

import static java.util.Objects.requireNonNull;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that research in the field may hold replay with today's code. */
final class ResearchReplayTest {
  /** The workflow id is not part of a stored history, but the ids of attendances are made of it. */
  private static final String TASK = "research-1";

  @ParameterizedTest
  @ValueSource(strings = {"research-0.1", "research-rejected-0.1", "research-expired-0.1"})
  void replaysWhatAnEarlierVersionRecorded(String name) throws Exception {
    try (TestWorkflowEnvironment environment = ResearchWorkflowTest.environment()) {
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(json(name), TASK),
          ResearchWorkflowTest.worker(environment));
    }
  }

  private static String json(String name) throws IOException {
    String resource = "/histories/" + name + ".json";
    try (InputStream stored =
        requireNonNull(ResearchReplayTest.class.getResourceAsStream(resource))) {
      return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
