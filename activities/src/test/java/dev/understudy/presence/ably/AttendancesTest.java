package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import io.ably.lib.types.PresenceMessage;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attendances over real sockets, with holders that crash. */
class AttendancesTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String ROOM = "room:42";

  private final Stage stage = new Stage();
  private final Channel room = stage.client("watcher").channels.get(ROOM);

  @AfterEach
  void stop() {
    stage.close();
  }

  private List<PresenceMessage> members(String clientId) {
    try {
      return Arrays.asList(room.presence.get(clientId, true));
    } catch (AblyException lost) {
      return List.of();
    }
  }

  private Optional<AgentPresence> newest(String clientId) {
    return members(clientId).stream()
        .flatMap(member -> AgentPresence.parse(String.valueOf(member.data)).stream())
        .max((one, other) -> one.tenure().compareTo(other.tenure()));
  }

  private void awaitHolder(String agent, String worker) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(
            () -> assertThat(newest(agent).map(AgentPresence::worker)).contains(worker));
  }

  @Test
  void areTakenOverWhenTheirHolderCrashes() {
    stage.startTask("task-1");
    Stage.HolderProcess first = stage.holder("a");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");
    stage.holder("b");

    first.crash();

    awaitHolder("writer", "b");
    assertThat(newest("writer").orElseThrow().tenure().attempt()).isGreaterThan(1);
    assertThat(members("writer")).as("the ghost is still there").hasSize(2);
  }

  @Test
  void showWhatTheirPredecessorShowed() {
    Stage.HolderProcess first = stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");
    publish("writer", "task-1", 5, "editing");
    await().atMost(LIVELINESS).until(() -> shows("editing"));
    stage.holder("b");

    first.crash();

    awaitHolder("writer", "b");
    assertThat(shows("editing")).isTrue();
  }

  @Test
  void enterWithWhatTheTaskWantsToShowFirst() throws Exception {
    List<PresenceMessage> events = new CopyOnWriteArrayList<>();
    room.presence.subscribe(events::add);
    stage.startTask("task-1");
    stage.holder("a");

    stage.attend(stage
        .spec("task-1", ROOM, "writer")
        .showing(new Status(5, AgentState.ACTIVE, "reading", Map.of("page", 3))));

    awaitHolder("writer", "a");
    AgentPresence entered = events.stream()
        .filter(event -> event.clientId.equals("writer"))
        .findFirst()
        .flatMap(event -> AgentPresence.parse(String.valueOf(event.data)))
        .orElseThrow();
    assertThat(entered.status()).isEqualTo("reading");
    assertThat(entered.detail()).containsEntry("page", 3);
  }

  @Test
  void obeyNobodyElseThanTheAgent() {
    stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");

    publish("mallory", "task-1", 9, "hacked");
    publish("writer", "task-2", 9, "mixed up");
    publish("writer", "task-1", 8, "fine");

    await().atMost(LIVELINESS).until(() -> newest("writer").orElseThrow().status() != null);
    assertThat(shows("fine")).isTrue();
  }

  private boolean shows(String status) {
    return newest("writer").map(AgentPresence::status).filter(status::equals).isPresent();
  }

  private void publish(String clientId, String task, long sequence, String text) {
    Status status = new Status(sequence, AgentState.ACTIVE, text, Map.of());
    String data = new StatusMessage(task, status).toJson();
    try {
      stage
          .client(clientId)
          .channels
          .get(ROOM)
          .publish(new Message(StatusMessage.NAME, data, clientId));
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void comeBackAfterAblyHasForgottenThem() {
    stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");

    stage.restartAbly();

    Channel again = stage.client("late-watcher").channels.get(ROOM);
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(again.presence.get("writer", true)).hasSize(1));
  }

  @Test
  void leaveWithTheirReasonWhenTheyAreClosed() {
    List<String> left = reasons();
    stage.holder("a");
    stage.startTask("task-1");
    WorkflowStub attendance = stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");

    attendance.signal("understudy.close", LeaveReason.FAILED);

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("failed"));
    assertThat(attendance.getResult(LeaveReason.class)).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void sayNothingOfAHandoffWhenTheyAreClosed() {
    List<String> shown = data(PresenceMessage.Action.update);
    List<String> left = data(PresenceMessage.Action.leave);
    stage.holder("a");
    stage.startTask("task-1");
    WorkflowStub attendance = stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");

    attendance.signal("understudy.close", LeaveReason.COMPLETED);

    await().atMost(LIVELINESS).until(() -> !left.isEmpty());
    assertThat(shown).isEmpty();
  }

  @Test
  void sayThatTheyAreHandedOff() {
    List<String> shown = data(PresenceMessage.Action.update);
    Stage.HolderProcess first = stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");
    stage.holder("b");

    first.handOver();

    awaitHolder("writer", "b");
    assertThat(shown).anySatisfy(data -> assertThat(data).contains("handing-off"));
  }

  @Test
  void areRefusedWhenWhatTheyShallShowIsTooLarge() {
    String escaped = "\"".repeat(950);
    stage.holder("a".repeat(128));
    stage.startTask(escaped);

    WorkflowStub attendance = stage.attend(escaped, ROOM, "writer");

    assertThatThrownBy(() -> attendance.getResult(LeaveReason.class))
        .hasStackTraceContaining("presence data of an agent must fit in 2048 bytes");
  }

  @Test
  void comeAndGoOverOneChannelWithoutLosingIt() {
    stage.holder("a");
    stage.startTask("task-1");
    WorkflowStub previous = stage.attend("task-1", ROOM, "writer-0");
    awaitHolder("writer-0", "a");

    for (int round = 1; round <= 5; round++) {
      previous.signal("understudy.close", LeaveReason.COMPLETED);
      String agent = "writer-" + round;
      previous = stage.attend("task-1", ROOM, agent);
      awaitHolder(agent, "a");
    }
  }

  @Test
  void needNoThreadEach() {
    Stage.HolderProcess holder = stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");
    int threadsOfOne = Thread.activeCount();

    for (int agent = 1; agent < 200; agent++) {
      stage.attend("task-1", "room:" + agent % 10, "writer-" + agent);
    }

    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(holder.attendances.count()).isEqualTo(200));
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(Thread.activeCount()).isLessThan(threadsOfOne + 60));
  }

  @Test
  void leaveWhenSomebodyTerminatesThem() {
    List<String> left = reasons();
    stage.holder("a");
    stage.startTask("task-1");
    WorkflowStub attendance = stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");

    attendance.terminate("by hand");

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("terminated"));
  }

  @Test
  void endWhenTheirTaskIsTerminated() {
    List<String> left = reasons();
    stage.holder("a");
    stage.startTask("task-1");
    WorkflowStub attendance = stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");

    stage.client().newUntypedWorkflowStub("task-1").terminate("by hand");

    assertThat(attendance.getResult(LeaveReason.class)).isEqualTo(LeaveReason.TERMINATED);
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("terminated"));
  }

  private List<String> reasons() {
    return events(
        PresenceMessage.Action.leave,
        event -> ((JsonObject) event.data).get("reason").getAsString());
  }

  private List<String> data(PresenceMessage.Action action) {
    return events(action, event -> String.valueOf(event.data));
  }

  private List<String> events(
      PresenceMessage.Action action, Function<PresenceMessage, String> reading) {
    List<String> events = new CopyOnWriteArrayList<>();
    try {
      room.presence.subscribe(action, event -> events.add(reading.apply(event)));
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
    return events;
  }

  @Test
  void areRefusedToASecondTaskThatClaimsTheSameName() {
    stage.holder("a");
    stage.startTask("task-1");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");
    stage.startTask("task-2");

    WorkflowStub second = stage.attend("task-2", ROOM, "writer");

    assertThatThrownBy(() -> second.getResult(LeaveReason.class))
        .hasStackTraceContaining(
            "writer is present in room:42 on behalf of task task-1 already: choose another name or"
                + " session");
    assertThat(newest("writer").orElseThrow().task()).isEqualTo("task-1");
  }

  @Test
  void takeANameOverFromATaskThatIsOver() throws AblyException {
    stage.startTask("task-1");
    Stage.HolderProcess first = stage.holder("a");
    stage.attend("task-1", ROOM, "writer");
    awaitHolder("writer", "a");
    first.crash();
    stage.client().newUntypedWorkflowStub("task-1").terminate("over");
    stage.client().newUntypedWorkflowStub("attendance/task-1/room:42/writer").terminate("over");
    stage.startTask("task-2");
    stage.holder("b");

    stage.attend("task-2", ROOM, "writer");

    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(members("writer"))
            .extracting(member -> String.valueOf(member.data))
            .anySatisfy(data -> assertThat(data).contains("\"task\":\"task-2\"")));
  }

  @Test
  void failAtOnceWithAblysReasonWhenItRefuses() throws AblyException {
    Channel crowd = stage.client(null).channels.get(ROOM);
    for (int member = 0; member < 200; member++) {
      crowd.presence.enterClient("user-" + member);
    }
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(room.presence.get(true)).hasSize(200));
    stage.holder("a");
    stage.startTask("task-1");

    WorkflowStub attendance = stage.attend("task-1", ROOM, "writer");

    assertThatThrownBy(() -> attendance.getResult(LeaveReason.class))
        .hasStackTraceContaining("writer in room:42 was refused")
        .hasStackTraceContaining("(91003)");
  }
}
