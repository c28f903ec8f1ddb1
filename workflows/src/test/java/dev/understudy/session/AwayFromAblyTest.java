package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.Publication;
import dev.understudy.presence.Status;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task says while the worker that runs it does not reach Ably, and another does; each test ends in a replay. */
class AwayFromAblyTest {
  private static final String TASK = "task-1";

  private final AwayFromAbly away = new AwayFromAbly();
  private final SessionTest test =
      SessionTest.forWorkflow(StepTaskImpl.class).withInterceptor(away).open();
  private final TestRoom room = test.room("room:42");

  @AfterEach
  void replayAndStop() {
    test.close();
  }

  private WorkflowStub task(String ending) {
    test.task(TASK).start(StepTask.class, task -> task.run("room:42", ending));
    WorkflowStub stub = test.client().newUntypedWorkflowStub(TASK);
    stub.signal("goOn");
    return stub;
  }

  private long events(EventType type) {
    return test.client().fetchHistory(TASK).getEvents().stream()
        .filter(event -> event.getEventType() == type)
        .count();
  }

  @Test
  void isSaidInItsOrderByTheOther() {
    assertThat(task("publish").getResult(String.class)).isEqualTo("done");

    assertThat(room.publications())
        .extracting(Publication::name)
        .containsExactly("result", "note", "understudy.output");
    assertThat(room.publications()).extracting(Publication::id).doesNotHaveDuplicates();
    assertThat(room.agent("runner").isPresent()).isFalse();
  }

  @Test
  void isShownByTheOtherWithoutWaitingForIt() {
    assertThat(task("complete").getResult(String.class)).isEqualTo("done");

    assertThat(room.agent("runner").shown())
        .extracting(Status::text)
        .last()
        .isIn("working", "ending");
  }

  @Test
  void isShownOnceByTheOtherThoughItIsSaidOften() {
    WorkflowStub task = task("show-often");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(room.agent("runner").shown()).extracting(Status::text).last().isEqualTo("99");
    assertThat(events(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).isLessThanOrEqualTo(3);
    assertThat(events(EventType.EVENT_TYPE_MARKER_RECORDED)).isLessThanOrEqualTo(5);
  }

  @Test
  void isShownAgainFromHereOnceItIsBack() {
    WorkflowStub task = task("patrol");
    assertThat(room.agent("runner").status()).map(Status::text).contains("ending");
    int before = away.attempts();
    away.end();

    task.update("pause", Void.class, new Control("alice", "lunch"));
    test.skip(Duration.ofSeconds(2));

    assertThat(room.story()).contains("runner shows ending (paused)");
    assertThat(away.attempts()).isEqualTo(before);
    task.terminate("the test is over");
  }

  @Test
  void endsAtOnce() {
    assertThat(task("complete").getResult(String.class)).isEqualTo("done");

    assertThat(room.publications())
        .singleElement()
        .satisfies(end -> assertThat(end.id()).endsWith(":task-end"));
  }
}
