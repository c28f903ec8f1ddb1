package dev.understudy.embedded;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.WorkflowExecution;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the test server's tokens of workflow tasks tell. */
final class TaskTokens {
  private TaskTokens() {}

  /** The run that the task is of. A token holds namespace, workflow id, run id, length of history. */
  static WorkflowExecution execution(ByteString token) {
    try (DataInputStream in = new DataInputStream(token.newInput())) {
      in.readUTF();
      return WorkflowExecution.newBuilder()
          .setWorkflowId(in.readUTF())
          .setRunId(in.readUTF())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("not a task token of Temporal's test server", e);
    }
  }
}
