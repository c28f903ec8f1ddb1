package dev.understudy.cli.task;

import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.stream.Stream;

/** What is open at a Temporal, for a test that has to end it: tasks, and what keeps their agents. */
public final class OpenWorkflows {
  private OpenWorkflows() {}

  /** The workflow id of each. */
  public static List<String> ids(WorkflowClient client) {
    return new OpenTasks(client)
        .list().stream()
            .flatMap(task -> Stream.concat(
                Stream.of(task.id()), task.attendances().stream().map(AttendanceId::workflowId)))
            .toList();
  }
}
