package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.Fault;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.LeaveReason;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that has something to say, or nothing more, while nobody reaches Ably. */
@Timeout(300)
class AblyOutageTest {
  /** A task that waited for Ably would not end at all: Ably is away until it has. */
  private static final long LIVELINESS_SECONDS = StoryStage.LIVELINESS.toSeconds();

  /** A task that says five numbers has half of that; each message that finds Ably away costs some ten. */
  private static final int MOST_EVENTS = 80;

  private final SpeechStage stage = new SpeechStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  /** At which attempt the message is that waits for Ably; zero if none does. */
  private int attempt() {
    WorkflowClient client = stage.temporal.getWorkflowClient();
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(SpeechStage.TASK))
            .build())
        .getPendingActivitiesList()
        .stream()
        .filter(pending -> pending.getActivityType().getName().equals("understudy.publish"))
        .mapToInt(PendingActivityInfo::getAttempt)
        .max()
        .orElse(0);
  }

  private int events() {
    return stage
        .temporal
        .getWorkflowClient()
        .fetchHistory(SpeechStage.TASK)
        .getEvents()
        .size();
  }

  @Test
  void saysItOnceAblyIsBackAndWritesLittleHistoryMeanwhile() {
    WorkflowStub speech = stage.speak(2, 3);
    stage.awaitNumber(2);
    Fault outage = stage.outage();
    speech.signal("goOn");
    await().atMost(StoryStage.LIVELINESS).until(() -> attempt() > 0);
    outage.lift();

    stage.awaitNumber(5);
    await().atMost(StoryStage.LIVELINESS).until(() -> stage.shown.contains("saying the rest"));
    assertThat(stage.shown).doesNotHaveDuplicates();
    assertThat(stage.numbers()).containsExactly(1, 2, 3, 4, 5);
    assertThat(stage.order()).isSorted().doesNotHaveDuplicates();
    assertThat(stage.raw).extracting(message -> message.id).doesNotHaveDuplicates();
    assertThat(events()).isLessThan(MOST_EVENTS);
  }

  @Test
  void isCancelledWhileItWaitsToSaySomething() {
    WorkflowStub speech = stage.speak(2, 3);
    stage.awaitNumber(2);
    Fault outage = stage.outage();
    speech.signal("goOn");
    await().atMost(StoryStage.LIVELINESS).until(() -> attempt() > 0);

    speech.cancel();

    assertThatThrownBy(() -> speech.getResult(LIVELINESS_SECONDS, TimeUnit.SECONDS, String.class))
        .hasCauseInstanceOf(CanceledFailure.class);
    outage.lift();
  }

  @Test
  void endsAtOnceAndItsEndIsToldByAnotherWorkerOnceAblyIsBack() throws TimeoutException {
    WorkflowStub speech = stage.speak(2, 0);
    stage.awaitNumber(2);
    Fault outage = stage.outage();
    speech.signal("goOn");
    speech.signal("goOn");

    assertThat(speech.getResult(LIVELINESS_SECONDS, TimeUnit.SECONDS, String.class))
        .isEqualTo("done");
    stage.endOutageAsAnotherWorker(outage);

    await()
        .atMost(StoryStage.LIVELINESS)
        .until(() -> stage.read().filter(TaskOutput::isEnded).isPresent());
    assertThat(stage.read().flatMap(TaskOutput::end)).contains(LeaveReason.COMPLETED);
  }
}
