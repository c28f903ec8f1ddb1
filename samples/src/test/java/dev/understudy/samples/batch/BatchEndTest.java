package dev.understudy.samples.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.batch.BatchProgress;
import dev.understudy.cli.Fault;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class BatchEndTest {
  @Test
  void isNothingWhileTheTaskGoesOn() {
    BatchEnd end = new BatchEnd(new CompletableFuture<>());

    assertThat(end.reached()).isEmpty();
    assertThatCode(end::requireUnfinished).doesNotThrowAnyException();
  }

  @Test
  void tellsThatItCameTooSoon() {
    BatchEnd end = new BatchEnd(CompletableFuture.completedFuture(BatchProgress.START));

    assertThatThrownBy(end::requireUnfinished)
        .isInstanceOf(Fault.class)
        .hasMessage("the batch ended before its worker could be killed");
  }

  @Test
  void tellsWhyTheTaskFailedBeforeAnybodyWasKilled() {
    BatchEnd end = new BatchEnd(CompletableFuture.failedFuture(new WorkflowFailedException(
        WorkflowExecution.newBuilder().setWorkflowId("indexing-1").build(),
        "IndexingWorkflow",
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
        7,
        RetryState.RETRY_STATE_RETRY_POLICY_NOT_SET,
        ApplicationFailure.newNonRetryableFailure("the key lacks a capability", "refused"))));

    assertThatThrownBy(end::requireUnfinished)
        .isInstanceOf(Fault.class)
        .hasMessage("the task failed: the key lacks a capability");
  }
}
