package dev.understudy.history;

import com.google.protobuf.util.Timestamps;
import dev.understudy.testing.SessionTest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.history.v1.History;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Stores the histories of tests that are {@link Recorded}, with {@code -Dunderstudy.record=true}. A file that is
 * there already stays as it is: what an earlier version has recorded has to go on to replay.
 */
public final class Recorder implements AfterTestExecutionCallback {
  private final SessionTest test;

  /** Of tasks that run in {@code test}. */
  public Recorder(SessionTest test) {
    this.test = test;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    Optional<Recorded> wanted = context.getTestMethod().map(it -> it.getAnnotation(Recorded.class));
    if (Boolean.getBoolean("understudy.record")
        && wanted.isPresent()
        && context.getExecutionException().isEmpty()) {
      record(wanted.get());
    }
  }

  private void record(Recorded wanted) throws IOException {
    test.settle();
    int run = 0;
    for (WorkflowExecution execution : runs()) {
      boolean isAttendance = execution.getWorkflowId().startsWith("attendance/");
      if (!isAttendance || wanted.withAttendances()) {
        run++;
        store(new StoredHistory(wanted.value() + "-" + run, execution.getWorkflowId()), execution);
      }
    }
  }

  private void store(StoredHistory file, WorkflowExecution execution) throws IOException {
    WorkflowExecutionHistory all =
        client().fetchHistory(execution.getWorkflowId(), execution.getRunId());
    Files.createDirectories(StoredHistory.FOLDER);
    if (Files.notExists(file.path())) {
      Files.writeString(file.path(), file.json(withoutTermination(all.getHistory())));
    }
  }

  /** A termination is nobody's decision, and the SDK does not replay one. */
  private static History withoutTermination(History all) {
    int last = all.getEventsCount() - 1;
    return all.getEvents(last).hasWorkflowExecutionTerminatedEventAttributes()
        ? all.toBuilder().removeEvents(last).build()
        : all;
  }

  /** In the order in which they began. */
  private List<WorkflowExecution> runs() {
    return Stream.concat(open().stream(), closed().stream())
        .sorted(Comparator.comparing(WorkflowExecutionInfo::getStartTime, Timestamps::compare))
        .map(WorkflowExecutionInfo::getExecution)
        .toList();
  }

  private List<WorkflowExecutionInfo> open() {
    return service()
        .listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(client().getOptions().getNamespace())
            .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
            .build())
        .getExecutionsList();
  }

  private List<WorkflowExecutionInfo> closed() {
    return service()
        .listClosedWorkflowExecutions(ListClosedWorkflowExecutionsRequest.newBuilder()
            .setNamespace(client().getOptions().getNamespace())
            .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
            .build())
        .getExecutionsList();
  }

  private WorkflowServiceBlockingStub service() {
    return client().getWorkflowServiceStubs().blockingStub();
  }

  private WorkflowClient client() {
    return test.client();
  }
}
