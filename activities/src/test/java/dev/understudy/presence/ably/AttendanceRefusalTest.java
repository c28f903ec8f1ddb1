package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.presence.LeaveReason;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
    stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", WatchedRoom.NAME, "writer");
    room.awaitHolder("writer", "a");
    stage.startTask("task-2");

    WorkflowStub second = stage.attend("task-2", WatchedRoom.NAME, "writer");

    assertThatThrownBy(() -> second.getResult(LeaveReason.class))
        .hasStackTraceContaining(
            "writer is present in room:42 on behalf of task task-1 already: choose another name or"
                + " session");
    assertThat(room.newest("writer").orElseThrow().task()).isEqualTo("task-1");
  }

  @Test
  void takeANameOverFromATaskThatIsOver() throws AblyException {
    stage.startTask("task-1");
    Stage.HolderProcess first = stage.holder("a");
    stage.attend("task-1", WatchedRoom.NAME, "writer");
    room.awaitHolder("writer", "a");
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
