package dev.understudy.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.AttendanceWorkflowImpl;
import dev.understudy.attendance.EndWorkflowImpl;
import dev.understudy.batch.Counting;
import dev.understudy.session.Closing;
import dev.understudy.session.PeopleTask;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.session.StepTaskImpl;
import dev.understudy.session.Stroll;
import dev.understudy.step.StepNumbering;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A task that began under an earlier version goes on under this one: a history of each shape of task replays.
 * From 0.1.0 on, the stored ones stay as they are. A change of what workflow code writes into histories goes
 * behind {@code Workflow.getVersion}, and a history with the change is recorded beside them.
 */
class ReplayTest {
  private static List<String> stored() throws IOException {
    try (Stream<Path> files = Files.list(StoredHistory.FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thereAreHistoriesButNotTooMany() throws IOException {
    assertThat(stored()).hasSizeBetween(15, 25);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void replays(String file) throws Exception {
    try (TestWorkflowEnvironment environment = environment()) {
      WorkflowReplayer.replayWorkflowExecution(
          StoredHistory.in(Path.of(file)).read(), worker(environment));
    }
  }

  private static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor(), new StepNumbering())
            .build())
        .build());
  }

  private static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker("replay");
    worker.registerWorkflowImplementationTypes(
        AttendanceWorkflowImpl.class,
        EndWorkflowImpl.class,
        StepTaskImpl.class,
        PeopleTask.Impl.class,
        Closing.Impl.class,
        Stroll.Impl.class,
        Counting.CountingImpl.class);
    return worker;
  }
}
