package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.SessionName;
import dev.understudy.roster.WatchedRoom;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attendances that are refused, over real sockets. */
class AttendanceRefusalTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void areRefusedWhenWhatTheyShallShowIsTooLarge() {
    String escaped = "\"".repeat(950);
    stage.holder("a".repeat(128));
    stage.startTask(escaped);

    WorkflowStub attendance = stage.attend(escaped, WatchedRoom.NAME, "writer");

    assertThatThrownBy(() -> attendance.getResult(LeaveReason.class))
        .hasStackTraceContaining("presence data of an agent must fit in 2048 bytes");
  }

  @Test
  void areRefusedToASecondTaskThatClaimsTheSameName() {
    WriterInRoom.enter(stage, room);
    stage.startTask("task-2");

    WorkflowStub second = stage.attend("task-2", WatchedRoom.NAME, "writer");

    assertThatThrownBy(() -> second.getResult(LeaveReason.class))
        .hasStackTraceContaining(
            "another writer is in room:42, on behalf of task task-1 already: choose another name or"
                + " session");
    assertThat(room.newest("writer").orElseThrow().task()).isEqualTo("task-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void leaveANameThatTwoTasksClaimAtOnceToTheFirst(int workers) {
    List<String> updates = room.data(PresenceMessage.Action.update);
    List<Stage.HolderProcess> holders = new ArrayList<>();
    List<Runnable> pauses = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      // Heartbeats stand still in a pause, and must not be missed.
      holders.add(stage.holder("worker-" + worker, stage.client(), HandoffPolicy.DEFAULT));
      pauses.add(holders.get(worker).pause());
    }
    stage.startTask("second");
    stage.startTask("first");
    WorkflowStub second = stage.attend(claim("second", 2));
    WorkflowStub first = stage.attend(claim("first", 1));
    await()
        .atMost(LIVELINESS)
        .until(() ->
            holders.stream().mapToInt(holder -> holder.attendances.count()).sum() == 2);
    pauses.forEach(Runnable::run);

    assertThatThrownBy(() -> second.getResult(LeaveReason.class))
        .hasStackTraceContaining("another writer is in room:42, on behalf of task first already");
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(room.members("writer"))
            .singleElement()
            .satisfies(
                member -> assertThat(String.valueOf(member.data)).contains("\"task\":\"first\"")));
    assertThat(first.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    assertThat(updates).hasSizeLessThan(5);
  }

  private static AttendanceSpec claim(String task, long generation) {
    return new AttendanceSpec(
        task, new SessionName(WatchedRoom.NAME), new AgentName("writer"), generation);
  }

  @Test
  void takeANameOverFromATaskThatIsOver() throws AblyException {
    Stage.HolderProcess first = WriterInRoom.enter(stage, room).holder();
    first.crash();
    stage.client().newUntypedWorkflowStub("task-1").terminate("over");
    stage.client().newUntypedWorkflowStub("attendance/task-1/room:42/writer").terminate("over");
    stage.startTask("task-2");
    stage.holder("b");

    stage.attend("task-2", WatchedRoom.NAME, "writer");

    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(room.members("writer"))
            .extracting(member -> String.valueOf(member.data))
            .anySatisfy(data -> assertThat(data).contains("\"task\":\"task-2\"")));
  }

  @Test
  void failAtOnceWithAblysReasonWhenItRefuses() throws AblyException {
    Channel crowd = stage.client(null).channels.get(WatchedRoom.NAME);
    for (int member = 0; member < 200; member++) {
      crowd.presence.enterClient("user-" + member);
    }
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(room.members()).hasSize(200));
    stage.holder("a");
    stage.startTask("task-1");

    WorkflowStub attendance = stage.attend("task-1", WatchedRoom.NAME, "writer");

    assertThatThrownBy(() -> attendance.getResult(LeaveReason.class))
        .hasStackTraceContaining("writer in room:42 was refused")
        .hasStackTraceContaining("(91003)");
  }
}
