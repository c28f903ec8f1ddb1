package dev.understudy.batch;

import static java.util.Objects.requireNonNull;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of batches that the field may hold replay with today's code. */
@NullMarked
class StoredBatchTest {
  /** The workflow id is not part of a stored history, but the attendance's id is made of it. */
  private static final String TASK = "counting-1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch-0.1",
        "batch-in-stints-0.1",
        "batch-paused-0.1",
        "batch-paused-and-shown-0.1",
        "batch-cancelled-0.1",
        "batch-continued-0.1",
        "batch-careless-0.1",
        "batch-continued-before-a-page-0.1",
        "batch-continued-after-a-page-0.1",
        "batch-stuck-0.1"
      })
  void replaysWhatAnEarlierVersionRecorded(String name) throws Exception {
    try (TestWorkflowEnvironment environment = ResumableBatchTest.environment()) {
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(json(name), TASK),
          ResumableBatchTest.worker(environment));
    }
  }

  private static String json(String name) throws IOException {
    String resource = "/histories/" + name + ".json";
    try (InputStream stored = requireNonNull(StoredBatchTest.class.getResourceAsStream(resource))) {
      return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
