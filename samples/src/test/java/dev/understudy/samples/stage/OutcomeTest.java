package dev.understudy.samples.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cli.text.Fault;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OutcomeTest {
  @Test
  void isNothingWhileTheTaskGoesOn() {
    Outcome<String> end = new Outcome<>(new CompletableFuture<>());

    assertThat(end.reached()).isEmpty();
    assertThatCode(() -> requireOpen(end)).doesNotThrowAnyException();
  }

  @Test
  void tellsThatItCameTooSoon() {
    Outcome<String> end = new Outcome<>(CompletableFuture.completedFuture("done"));

    assertThatThrownBy(() -> requireOpen(end))
        .isInstanceOf(Fault.class)
        .hasMessage("the batch ended before its worker could be killed");
  }

  @Test
  void tellsWhyTheTaskFailedBeforeAnybodyWasKilled() {
    Outcome<String> end = new Outcome<>(CompletableFuture.failedFuture(new WorkflowFailedException(
        WorkflowExecution.newBuilder().setWorkflowId("indexing-1").build(),
        "IndexingWorkflow",
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
        7,
        RetryState.RETRY_STATE_RETRY_POLICY_NOT_SET,
        ApplicationFailure.newNonRetryableFailure("the key lacks a capability", "refused"))));

    assertThatThrownBy(() -> requireOpen(end))
        .isInstanceOf(Fault.class)
        .hasMessage("the task failed: the key lacks a capability");
  }

  private static void requireOpen(Outcome<String> end) {
    end.requireOpen(
        "the batch ended before its worker could be killed", "try it with more --items");
  }
}
