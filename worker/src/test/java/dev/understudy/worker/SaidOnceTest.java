package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task publishes is said once, whatever becomes of its workflow tasks and runs. */
@Timeout(300)
class SaidOnceTest {
  private final SpeechStage stage = new SpeechStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void thoughItsWorkflowTaskIsLostAndRunsAgain() {
    Speaker.Impl.STUMBLES.set(true);

    stage.speak(60, 0);

    stage.awaitNumber(60);
    assertThat(stage.numbers()).isEqualTo(upTo(60));
    assertThat(stage.order()).isSorted().doesNotHaveDuplicates();
    assertThat(stage.read().orElseThrow().said())
        .extracting(said -> Integer.valueOf(said.data().toString()))
        .isEqualTo(upTo(60));
  }

  @Test
  void andAgainInAnOrderThatGrowsAfterAReset() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server resets")
        .isNotNull();
    WorkflowStub speech = stage.speak(2, 2);
    stage.awaitNumber(2);
    speech.signal("goOn");
    stage.awaitNumber(4);

    for (int more = 0; more < 2; more++) {
      resetToBeforeTheRest();
      int said = 6 + 2 * more;
      await().atMost(StoryStage.LIVELINESS).until(() -> stage.raw.size() == said);
    }

    assertThat(stage.numbers()).containsExactly(1, 2, 3, 4, 3, 4, 3, 4);
    assertThat(stage.order()).isSorted().doesNotHaveDuplicates();
    assertThat(stage.raw).extracting(message -> message.id).doesNotHaveDuplicates();
  }

  /** To the workflow task that {@code goOn} has begun, which the server keeps. */
  private void resetToBeforeTheRest() {
    WorkflowClient temporalClient = stage.temporal.getWorkflowClient();
    long goOn = temporalClient.fetchHistory(SpeechStage.TASK).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .filter(event ->
            event.getWorkflowExecutionSignaledEventAttributes().getSignalName().equals("goOn"))
        .findFirst()
        .orElseThrow()
        .getEventId();
    TaskReset.toTaskAfter(goOn, temporalClient, SpeechStage.TASK);
  }
}
