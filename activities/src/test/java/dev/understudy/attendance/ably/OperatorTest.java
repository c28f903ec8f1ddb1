package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.roster.WatchedRoom;
import io.ably.lib.types.PresenceMessage;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does to the activity of an attendance, which only a real server takes. */
class OperatorTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);

  @BeforeEach
  void needsARealServer() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("the test server knows no resets and pauses of activities")
        .isNotNull();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private WorkflowServiceGrpc.WorkflowServiceBlockingStub server() {
    return stage.client().getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return stage.client().getOptions().getNamespace();
  }

  private static WorkflowExecution execution(WriterInRoom writer) {
    return writer.attendance().getExecution();
  }

  private static PendingActivityInfo activity(WriterInRoom writer) {
    return writer.attendance().describe().getRawDescription().getPendingActivities(0);
  }

  private void reset(WriterInRoom writer) {
    var unused = server()
        .resetActivity(ResetActivityRequest.newBuilder()
            .setNamespace(namespace())
            .setExecution(execution(writer))
            .setId(activity(writer).getActivityId())
            .build());
  }

  private Tenure tenure() {
    return room.newest("writer").map(AgentPresence::tenure).orElseThrow();
  }

  private void show(WriterInRoom writer, long sequence, String text) {
    var unused = new StatusOutbox(writer.holder().attendances.connections())
        .show(
            stage.spec("task-1", WatchedRoom.NAME, "writer"),
            new Status(sequence, AgentState.ACTIVE, text, Map.of()));
    await()
        .atMost(LIVELINESS)
        .untilAsserted(
            () -> assertThat(room.newest("writer").map(AgentPresence::status)).contains(text));
  }

  @Test
  void givesAnAgentToAHigherTenureByEachReset() {
    HandoffPolicy policy = HandoffPolicy.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(18));
    WriterInRoom writer = WriterInRoom.enter(stage, room, policy);
    List<String> left = room.data(PresenceMessage.Action.leave);
    show(writer, 5, "reading");

    for (int resets = 0; resets < 2; resets++) {
      Tenure before = tenure();
      reset(writer);
      await()
          .atMost(policy.heartbeatTimeout()) // by a beat, that is
          .until(() -> before.isSupersededBy(tenure()));
      assertThat(activity(writer).getAttempt()).isLessThan(3);
    }

    assertThat(room.newest("writer").map(AgentPresence::status)).contains("reading");
    show(writer, 6, "writing");
    assertThat(left).isEmpty();
  }

  @Test
  void changesNothingByAPause() {
    WriterInRoom writer = WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT);
    Tenure before = tenure();
    List<String> left = room.data(PresenceMessage.Action.leave);

    var unused = server()
        .pauseActivity(PauseActivityRequest.newBuilder()
            .setNamespace(namespace())
            .setExecution(execution(writer))
            .setId(activity(writer).getActivityId())
            .build());
    var first = activity(writer).getLastHeartbeatTime();
    await()
        .atMost(LIVELINESS)
        .until(() -> !activity(writer).getLastHeartbeatTime().equals(first));
    show(writer, 5, "reading");
    var unusedToo = server()
        .unpauseActivity(UnpauseActivityRequest.newBuilder()
            .setNamespace(namespace())
            .setExecution(execution(writer))
            .setId(activity(writer).getActivityId())
            .build());
    show(writer, 6, "writing");

    assertThat(tenure()).isEqualTo(before);
    assertThat(left).isEmpty();
  }
}
