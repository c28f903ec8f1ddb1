package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.history.Recorded;
import dev.understudy.history.Recorder;
import dev.understudy.presence.Publication;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a task publishes itself, and what is said when it is over. */
class SessionOutputTest {
  private static final String TASK = "task-1";

  private final SessionTest test = SessionTest.forWorkflow(StepTaskImpl.class).open();
  private final WorkflowClient client = test.client();
  private final TestRoom room = test.room("room:42");

  @RegisterExtension
  final Recorder recorder = new Recorder(test);

  @AfterEach
  void replayAndStop() {
    test.close();
  }

  private WorkflowStub task(String ending) {
    test.task(TASK).start(StepTask.class, task -> task.run("room:42", ending));
    WorkflowStub stub = client.newUntypedWorkflowStub(TASK);
    stub.signal("goOn");
    return stub;
  }

  private List<String> published() {
    return room.publications().stream()
        .map(message -> message.name() + " " + message.data())
        .toList();
  }

  private List<Long> order() {
    return room.publications().stream()
        .flatMap(message -> Stream.ofNullable(message.headers().get("sequence")))
        .map(sequence -> ((Number) sequence).longValue())
        .toList();
  }

  private List<String> ids() {
    return room.publications().stream().map(Publication::id).toList();
  }

  @Test
  @Recorded("published")
  void isPublishedInItsOrderAndFollowedByTheEnd() {
    WorkflowStub task = task("publish");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(published())
        .containsExactly("result {pages=3}", "note plain", "understudy.output null");
    assertThat(ids()).doesNotHaveDuplicates();
    assertThat(ids()).last().asString().startsWith("task-1:").endsWith(":task-end");
  }

  @Test
  void hasIdsOfItsOwnInALaterRunAndEndsOnce() {
    WorkflowStub task = task("publish-and-continue");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(published())
        .containsExactly(
            "plan {pages=3}",
            "note plain",
            "result {pages=3}",
            "note plain",
            "understudy.output null");
    assertThat(ids()).doesNotHaveDuplicates();
    assertThat(order()).hasSize(4).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void isInOrderAlsoOfTwoTasksWithOneWorkflowId() {
    assertThat(task("publish").getResult(String.class)).isEqualTo("done");
    assertThat(task("publish").getResult(String.class)).isEqualTo("done");

    assertThat(order()).hasSize(4).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void isPublishedOnceThoughItsWorkflowTaskIsLostAndRunsAgain() {
    StepTaskImpl.STUMBLES.set(true);
    WorkflowStub task = task("publish-much-and-stumble");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(ids()).hasSize(20 + 60 + 1);
    assertThat(room.agent("runner").said())
        .extracting(said -> said.data())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 60).mapToObj(number -> (Object) number).toList());
  }

  @Test
  void endsAsFailedWhenAblyRefusesTheAgent() {
    room.losesView();
    room.refuses("no capability (40160)");
    WorkflowStub task = task("patrol");
    room.seesAgain();

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasStackTraceContaining("no capability (40160)");
    assertThat(ids()).singleElement().asString().endsWith(":task-end");
  }

  @Test
  void isRefusedUnderANameOfOurs() {
    WorkflowStub task = task("publish-as-ours");

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasStackTraceContaining(
            "a message's name is not empty and does not begin with understudy.");
    assertThat(published()).containsExactly("understudy.output null");
  }
}
