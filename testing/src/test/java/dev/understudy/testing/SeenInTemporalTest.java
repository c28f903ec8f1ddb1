package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Temporal's own UI and CLI show of a task. */
class SeenInTemporalTest {
  @RegisterExtension
  final SessionTestExtension sessions = SessionTestExtension.of(
      SessionTest.forWorkflow(Report.Impl.class).withSteps((Report.Steps) topic -> "on " + topic));

  private SessionTest test;
  private TestRoom room;
  private TestTask task;

  @BeforeEach
  void write(SessionTest opened) {
    test = opened;
    room = test.room("room:42");
    room.enters("alice");
    room.enters("b*b");
    task = test.start(Report.class, report -> report.write("room:42"));
  }

  private String details() {
    test.settle();
    return test.client()
        .newUntypedWorkflowStub(task.id())
        .query(WorkflowClient.QUERY_TYPE_WORKFLOW_METADATA, WorkflowMetadata.class)
        .getCurrentDetails();
  }

  /** Of all events of a workflow that have one. */
  private List<String> summaries(String workflowId) {
    return test.client().fetchHistory(workflowId).getEvents().stream()
        .filter(HistoryEvent::hasUserMetadata)
        .map(event -> DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
            event.getUserMetadata().getSummary(), String.class, String.class))
        .toList();
  }

  @Test
  void saysWhatItShowsAndWhomItSees() {
    assertThat(details()).startsWith("**active**\n- writer in room:42");
    assertThat(details()).endsWith("drafting; sees alice, b\\*b");
  }

  @Test
  void saysWhoHasPausedItAndWhy() {
    task.pause("alice", "lunch\nat [noon](http://example.com)");

    assertThat(details())
        .startsWith("**paused** by alice: lunch at \\[noon\\](http://example.com)\n- writer");
  }

  @Test
  void saysWhoHasPausedItWithoutAWord() {
    task.stub().update("pause", Void.class, Map.of("by", "test"));

    assertThat(details()).startsWith("**paused** by test\n- writer");
  }

  @Test
  void saysWhatComesOfAnAbsence() {
    room.leaves("alice");
    room.leaves("b*b");

    assertThat(details()).contains("sees nobody; pauses at ").endsWith(" unless somebody comes");
    test.skip(Duration.ofMinutes(1));
    assertThat(details()).startsWith("**paused**\n").contains("sees nobody; gives up at ");
    room.enters("alice");
    assertThat(details()).startsWith("**active**\n").endsWith("drafting; sees alice");
  }

  @Test
  void saysWhatItAsks() {
    test.skip(Duration.ofMinutes(11));

    assertThat(details())
        .startsWith("**asking**\n- asks question ")
        .contains(" of alice until ", ": Publish this?\n- writer");
    task.approve("alice");
    assertThat(details()).doesNotContain("asks question");
  }

  @Test
  void saysThatItIsCancelled() {
    task.cancel("alice", "wrong question");

    assertThat(details()).startsWith("**active**, cancelled by alice: wrong question");
  }

  @Test
  void itsTimersAndAttendancesSayWhatTheyAreFor() {
    room.leaves("alice");
    room.leaves("b*b");
    test.settle();

    assertThat(summaries(task.id())).contains("sleeps", "pauses unless somebody comes to room:42");
    assertThat(summaries("attendance/%s/room:42/writer".formatted(task.id())))
        .as("the workflow's and its activity's")
        .containsExactly("writer in room:42", "writer in room:42");
  }
}
