package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.Refusal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.SignOfLife;
import dev.understudy.roster.WatchedRoom;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import io.ably.lib.types.PresenceMessage;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attendances over real sockets, with holders that crash. */
class AttendancesTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  /** An outage is for long after a second and a half. */
  private static final HandoffPolicy SHORT = HandoffPolicy.DEFAULT
      .withRemainPresentFor(Duration.ofSeconds(8))
      .withHeartbeatTimeout(Duration.ofSeconds(5));

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void showNothingOfWhatTheirTaskSaidInAnEarlierSession() {
    List<String> left = room.reasons();
    Stage.HolderProcess holder = stage.holder("a");
    stage.startTask("task-1");
    AttendanceSpec first = opened(1000);
    WorkflowStub attendance = stage.attend(first);
    room.awaitHolder("writer", "a");
    holder.activities.isShown(first, said(1001, "drafting"));
    awaitShown("drafting");
    attendance.signal("understudy.close", LeaveReason.COMPLETED);
    await().atMost(LIVELINESS).until(() -> !left.isEmpty());
    List<String> entered = room.data(PresenceMessage.Action.enter);
    List<String> updated = room.data(PresenceMessage.Action.update);

    AttendanceSpec second = opened(2000);
    stage.attend(second);
    room.awaitHolder("writer", "a");
    holder.activities.isShown(second, said(2001, "revising"));
    awaitShown("revising");

    assertThat(entered).singleElement().asString().doesNotContain("drafting");
    assertThat(updated).noneMatch(data -> data.contains("drafting"));
  }

  private static AttendanceSpec opened(long generation) {
    return new AttendanceSpec(
        "task-1", new SessionName(WatchedRoom.NAME), new AgentName("writer"), generation);
  }

  private static Status said(long sequence, String text) {
    return new Status(sequence, AgentState.ACTIVE, text, Map.of());
  }

  private void awaitShown(String text) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(
            () -> assertThat(room.newest("writer").map(AgentPresence::status)).contains(text));
  }

  @Test
  void areTakenOverWhenTheirHolderCrashes() {
    Stage.HolderProcess first = WriterInRoom.enter(stage, room).holder();
    stage.holder("b");

    first.crash();

    room.awaitHolder("writer", "b");
    assertThat(room.newest("writer").orElseThrow().tenure().attempt()).isGreaterThan(1);
    assertThat(room.members("writer")).as("the ghost is still there").hasSize(2);
  }

  @Test
  void showWhatTheirPredecessorShowed() {
    Stage.HolderProcess first = WriterInRoom.enter(stage, room).holder();
    publish("writer", "task-1", 5, "editing");
    await().atMost(LIVELINESS).until(() -> shows("editing"));
    stage.holder("b");

    first.crash();

    room.awaitHolder("writer", "b");
    assertThat(shows("editing")).isTrue();
  }

  @Test
  void enterWithWhatTheTaskWantsToShowFirst() throws Exception {
    List<String> entered = room.data(PresenceMessage.Action.enter);
    stage.startTask("task-1");
    stage.holder("a");

    stage.attend(stage
        .spec("task-1", WatchedRoom.NAME, "writer")
        .showing(new Status(5, AgentState.ACTIVE, "reading", Map.of("page", 3))));

    await().atMost(LIVELINESS).until(() -> !entered.isEmpty());
    AgentPresence first = AgentPresence.parse(entered.get(0)).orElseThrow();
    assertThat(first.status()).isEqualTo("reading");
    assertThat(first.detail()).containsEntry("page", 3);
  }

  @Test
  void obeyNobodyElseThanTheAgent() {
    WriterInRoom.enter(stage, room);

    publish("mallory", "task-1", 9, "hacked");
    publish("writer", "task-2", 9, "mixed up");
    publish("writer", "task-1", 8, "fine");

    await()
        .atMost(LIVELINESS)
        .until(() -> room.newest("writer").map(AgentPresence::status).isPresent());
    assertThat(shows("fine")).isTrue();
  }

  private boolean shows(String status) {
    return room.newest("writer")
        .map(AgentPresence::status)
        .filter(status::equals)
        .isPresent();
  }

  private void publish(String clientId, String task, long sequence, String text) {
    Status status = new Status(sequence, AgentState.ACTIVE, text, Map.of());
    String data = new StatusMessage(task, status).toJson();
    CompletableFuture<Void> taken = new CompletableFuture<>();
    try {
      stage
          .client(clientId)
          .channels
          .get(WatchedRoom.NAME)
          .publish(new Message(StatusMessage.NAME, data, clientId), SignOfLife.completing(taken));
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
    assertThat(taken).succeedsWithin(LIVELINESS);
  }

  @Test
  void comeBackAfterAblyHasForgottenThem() {
    WriterInRoom.enter(stage, room);

    stage.restartAbly();

    Channel again = stage.client("late-watcher").channels.get(WatchedRoom.NAME);
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(again.presence.get("writer", true)).hasSize(1));
  }

  @Test
  void comeBackAfterAblyHasRefusedTheirConnection() {
    WriterInRoom.enter(stage, room);
    String before = connection();
    stage
        .ably()
        .faults()
        .refuseConnections(Refusal.with(42911, 429, "too many connections").times(1));

    stage.ably().faults().connection(before).drop(TransportEnd.FIN);

    await()
        .atMost(LIVELINESS)
        .until(() -> room.members("writer").stream()
            .anyMatch(member -> !member.connectionId.equals(before)));
  }

  private String connection() {
    return room.members("writer").get(0).connectionId;
  }

  @Test
  void areTakenAgainByTheOneWorkerThatHasRoomForNoMore() {
    WriterInRoom writer = WriterInRoom.enter(stage, room, stage.fullHolder("a", SHORT));
    Tenure before = room.newest("writer").map(AgentPresence::tenure).orElseThrow();
    stage.ably().faults().unreachable();
    stage.ably().faults().connection(connection()).drop(TransportEnd.FIN);
    await().atMost(LIVELINESS).until(() -> writer.attempt() > 1);

    stage.ably().faults().lift();

    await()
        .atMost(LIVELINESS)
        .until(() -> room.newest("writer")
            .filter(now -> before.isSupersededBy(now.tenure()))
            .isPresent());
  }

  @Test
  void leaveToOthersWhatAblyDoesNotTakeFromHereAndShowItOnceItDoes() {
    Stage.HolderProcess holder = WriterInRoom.enter(stage, room).holder();
    stage.ably().faults().unreachable();
    stage.ably().faults().everyone().drop(TransportEnd.FIN);

    AttendanceSpec agent = stage.spec("task-1", WatchedRoom.NAME, "writer");
    Status asking = new Status(7, AgentState.ASKING, "reviewing", Map.of("question", "Publish?"));
    assertThat(holder.activities.isShown(agent, asking)).isFalse();
    stage.ably().faults().lift();

    await().atMost(LIVELINESS).until(() -> holder.activities.isShown(agent, asking));
    await().atMost(LIVELINESS).until(() -> shows("reviewing"));
  }

  @Test
  void sayThatTheyAreHandedOff() {
    List<String> shown = room.data(PresenceMessage.Action.update);
    Stage.HolderProcess first = WriterInRoom.enter(stage, room).holder();
    stage.holder("b");

    first.relay();

    room.awaitHolder("writer", "b");
    await()
        .atMost(LIVELINESS)
        .untilAsserted(
            () -> assertThat(shown).anySatisfy(data -> assertThat(data).contains("handing-off")));
  }

  @Test
  void comeAndGoOverOneChannelWithoutLosingIt() {
    stage.holder("a");
    stage.startTask("task-1");
    WorkflowStub previous = stage.attend("task-1", WatchedRoom.NAME, "writer-0");
    room.awaitHolder("writer-0", "a");

    for (int round = 1; round <= 5; round++) {
      previous.signal("understudy.close", LeaveReason.COMPLETED);
      String agent = "writer-" + round;
      previous = stage.attend("task-1", WatchedRoom.NAME, agent);
      room.awaitHolder(agent, "a");
    }
  }
}
