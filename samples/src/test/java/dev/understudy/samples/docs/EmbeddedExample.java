package dev.understudy.samples.docs;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.Attendances.Holder;
import dev.understudy.worker.TaskTypes;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.function.Function;

/** What the page on operating shows of everything in one program. */
final class EmbeddedExample {
  private EmbeddedExample() {}

  static <R> R with(List<TaskTypes> tasks, Function<WorkflowClient, R> work) {
    try (AblyLocal ably = AblyLocal.start();
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build())) {
      WorkflowClient client = temporal.getWorkflowClient();
      WorkerSettings settings = new WorkerSettings(
          "research",
          new Holder("laptop", 100),
          AblySettings.local(ably.key(), ably.host(), ably.port()),
          HandoffPolicy.DEFAULT);
      UnderstudyWorker worker = UnderstudyWorker.start(client, settings, tasks);
      try {
        return work.apply(client); // start tasks, query them, send them updates
      } finally {
        worker.close();
      }
    }
  }
}
