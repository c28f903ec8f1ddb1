package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.output.ably.OutputReader;
import dev.understudy.server.TemporalForTests;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task publishes is said once, whatever becomes of its workflow tasks and runs. */
@Timeout(120)
class SaidOnceTest {
  private static final String TASK = "speech";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final List<Message> raw = new CopyOnWriteArrayList<>();
  private final AblyRealtime client;
  private final OutputReader reader;
  private final UnderstudyWorker worker;

  SaidOnceTest() throws AblyException {
    client = new AblyRealtime(ably.clientOptions());
    Channel room = client.channels.get("room:42");
    room.subscribe("number", raw::add);
    reader = OutputReader.follow(room, output -> {});
    worker = WorkerForTests.start(
        temporal, ably, on -> on.registerWorkflowImplementationTypes(Speaker.Impl.class));
  }

  @AfterEach
  void stop() {
    reader.close();
    client.close();
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub speak(int first, int rest) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(TASK)
        .build();
    Speaker speaker = temporal.getWorkflowClient().newWorkflowStub(Speaker.class, options);
    WorkflowClient.start(speaker::speak, first, rest);
    return WorkflowStub.fromTyped(speaker);
  }

  private void awaitNumber(int last) {
    await()
        .atMost(StoryStage.LIVELINESS)
        .until(() -> !raw.isEmpty() && numbers().get(raw.size() - 1) == last);
  }

  private List<Integer> numbers() {
    return raw.stream().map(message -> Integer.valueOf(message.data.toString())).toList();
  }

  private List<Long> order() {
    return raw.stream()
        .map(message -> message.extras
            .asJsonObject()
            .getAsJsonObject("headers")
            .get("sequence")
            .getAsLong())
        .toList();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void thoughItsWorkflowTaskIsLostAndRunsAgain() {
    Speaker.Impl.STUMBLES.set(true);

    speak(60, 0);

    awaitNumber(60);
    assertThat(numbers()).isEqualTo(upTo(60));
    assertThat(order()).isSorted().doesNotHaveDuplicates();
    assertThat(reader.output("speaker", TASK).orElseThrow().said())
        .extracting(said -> Integer.valueOf(said.data().toString()))
        .isEqualTo(upTo(60));
  }

  @Test
  void andAgainInAnOrderThatGrowsAfterAReset() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server resets")
        .isNotNull();
    WorkflowStub speech = speak(2, 2);
    awaitNumber(2);
    speech.signal("goOn");
    awaitNumber(4);

    for (int more = 0; more < 2; more++) {
      resetToBeforeTheRest();
      int said = 6 + 2 * more;
      await().atMost(StoryStage.LIVELINESS).until(() -> raw.size() == said);
    }

    assertThat(numbers()).containsExactly(1, 2, 3, 4, 3, 4, 3, 4);
    assertThat(order()).isSorted().doesNotHaveDuplicates();
    assertThat(raw).extracting(message -> message.id).doesNotHaveDuplicates();
  }

  /** To the workflow task that {@code goOn} has begun, which the server keeps. */
  private void resetToBeforeTheRest() {
    WorkflowClient temporalClient = temporal.getWorkflowClient();
    long goOn = temporalClient.fetchHistory(TASK).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .filter(event -> event
            .getWorkflowExecutionSignaledEventAttributes()
            .getSignalName()
            .equals("goOn"))
        .findFirst()
        .orElseThrow()
        .getEventId();
    long taskDone = temporalClient.fetchHistory(TASK).getEvents().stream()
        .filter(event -> event.getEventId() > goOn)
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .findFirst()
        .orElseThrow()
        .getEventId();
    var unused = temporalClient
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
            .setNamespace(temporalClient.getOptions().getNamespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(TASK))
            .setRequestId("reset-" + taskDone + "-" + raw.size())
            .setReason("test")
            .setWorkflowTaskFinishEventId(taskDone)
            .build());
  }
}
