package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.Refusal;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.limits.Limits.Rates;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Tenure;
import dev.understudy.roster.WatchedRoom;
import io.ably.lib.types.PresenceMessage;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ably refuses for now, over real sockets: nobody leaves because of that, and no attempt fails. */
class PassingRefusalTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final Refusal TOO_MANY = Refusal.with(42911, 429, "try later");
  private static final int CROWD = 24;

  private Stage stage = new Stage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private static Tenure tenure(WatchedRoom room) {
    return room.newest("writer").map(AgentPresence::tenure).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"42911, 429", "50003, 500"})
  void keepsAgentsThatComeBackAfterALossOfContinuity(int code, int status) {
    WatchedRoom room = new WatchedRoom(stage);
    WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT);
    Tenure before = tenure(room);
    List<String> left = room.data(PresenceMessage.Action.leave);
    List<String> shown = room.data(PresenceMessage.Action.update);
    stage
        .ably()
        .faults()
        .refusePresence(
            WatchedRoom.NAME, Refusal.with(code, status, "try later").times(2));

    stage.ably().faults().loseContinuity(WatchedRoom.NAME);

    await().atMost(LIVELINESS).until(() -> !shown.isEmpty());
    assertThat(refusals(room)).isEqualTo(2);
    assertThat(left).isEmpty();
    assertThat(tenure(room)).isEqualTo(before);
  }

  /** How often Ably has refused what the agent's worker sent. */
  private long refusals(WatchedRoom room) {
    String connection = room.members("writer").get(0).connectionId;
    return stage.ably().frames(connection).stream()
        .filter(frame -> frame.action() == Action.NACK)
        .count();
  }

  @Test
  void letsAgentsEnterInTheirFirstAttempt() {
    WatchedRoom room = new WatchedRoom(stage);
    assertThat(room.members()).as("whoever watches is not refused").isEmpty();
    stage.ably().faults().refuseAttach(WatchedRoom.NAME, TOO_MANY.times(1));
    stage.ably().faults().refusePresence(WatchedRoom.NAME, TOO_MANY.times(1));

    WriterInRoom writer = WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT);

    assertThat(refusals(room)).isEqualTo(1);
    assertThat(attempt(writer.attendance())).isEqualTo(1);
  }

  private static int attempt(WorkflowStub attendance) {
    return attendance.describe().getRawDescription().getPendingActivities(0).getAttempt();
  }

  @Test
  void takesNoMemberAwayThatTheNextAttemptOnTheSameWorkerTakesOver() {
    WatchedRoom room = new WatchedRoom(stage);
    WriterInRoom writer = WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT);
    Tenure before = tenure(room);
    List<String> left = room.data(PresenceMessage.Action.leave);
    stage.ably().faults().refusePresence(WatchedRoom.NAME, TOO_MANY.times(1));

    failAttempt(writer.attendance());

    await().atMost(LIVELINESS).until(() -> before.isSupersededBy(tenure(room)));
    assertThat(left).isEmpty();
    assertThat(room.members("writer")).hasSize(1);
  }

  private void failAttempt(WorkflowStub attendance) {
    String activity =
        attendance.describe().getRawDescription().getPendingActivities(0).getActivityId();
    stage
        .client()
        .newActivityCompletionClient()
        .completeExceptionally(
            attendance.getExecution().getWorkflowId(),
            Optional.of(attendance.getExecution().getRunId()),
            activity,
            ApplicationFailure.newFailure("somebody else fails it", "test"));
  }

  @Test
  void keepsACrowdAtATenthOfAblysRate() {
    stage.close();
    stage = new Stage(Limits.STANDARD.withRates(new Rates(5, 5, 1024 * 1024, 200)));
    WatchedRoom room = new WatchedRoom(stage);
    stage.holder("a", stage.client(), HandoffPolicy.DEFAULT);
    stage.startTask("task-1");
    for (int agent = 0; agent < CROWD; agent++) {
      stage.attend("task-1", WatchedRoom.NAME, "writer-" + agent);
    }
    await().atMost(LIVELINESS).until(() -> room.members().size() == CROWD);
    List<String> left = room.data(PresenceMessage.Action.leave);
    List<String> shown = room.clients(PresenceMessage.Action.update);

    stage.ably().faults().loseContinuity(WatchedRoom.NAME);

    await().atMost(LIVELINESS).until(() -> new HashSet<>(shown).size() == CROWD);
    assertThat(left).isEmpty();
    assertThat(room.members()).hasSize(CROWD);
  }
}
