package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.Sighting;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.Reaped;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Tenure;
import dev.understudy.roster.WatchedRoom;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How handoffs are explained, by the worker that got the agent. */
class HandoffsTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);

  @AfterEach
  void stop() {
    stage.close();
  }

  private Handoff taken(Stage.HolderProcess holder) {
    await().atMost(LIVELINESS).until(() -> !holder.handoffs.taken.isEmpty());
    return holder.handoffs.taken.get(0);
  }

  private Tenure tenure() {
    return room.newest("writer").map(AgentPresence::tenure).orElseThrow();
  }

  @Test
  void aRelayIsOneThatNobodyMissed() {
    Stage.HolderProcess a =
        WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT).holder();
    Tenure before = tenure();
    Instant ordered = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Stage.HolderProcess b = stage.holder("b");

    a.relay();

    Handoff handoff = taken(b);
    assertThat(handoff.reason().cause()).isEqualTo(HandoffCause.RELAY);
    assertThat(handoff.from()).isEqualTo(new ToldHandoff.OneTurn("a", before));
    assertThat(handoff.to()).isEqualTo(new ToldHandoff.OneTurn("b", tenure()));
    assertThat(handoff.reason().noticed().orElseThrow()).isBetween(ordered, Instant.now());
    assertThat(handoff.course().offline()).isZero();
    assertThat(handoff.course().isOfflineWhole()).isTrue();
    await().atMost(LIVELINESS).until(() -> !b.handoffs.whole.isEmpty());
    assertThat(b.handoffs.whole.get(0).course().ghost().orElseThrow())
        .isLessThan(Duration.ofSeconds(20));
    assertThat(a.handoffs.taken).as("nobody held the agent before a").isEmpty();
  }

  @Test
  void aCrashIsNoticedByHeartbeatsIfByNothingElse() {
    Stage.HolderProcess a = WriterInRoom.enter(stage, room).holder();
    Stage.HolderProcess b = stage.holder("b");
    Instant crash = Instant.now();

    a.crash();

    Handoff handoff = taken(b);
    assertThat(handoff.reason().cause()).isEqualTo(HandoffCause.HEARTBEAT);
    assertThat(handoff.reason().noticed().orElseThrow())
        .isBetween(crash, handoff.course().dispatched().plusMillis(1));
    assertThat(handoff.reason().proved()).isEmpty();
    assertThat(handoff.course().offline()).isZero();
    assertThat(handoff.course().ghost()).as("Ably keeps the ghost for 30 s").isEmpty();
  }

  @Test
  void whatIsReapedSaysByWhatItWasNoticed() {
    WriterInRoom writer = WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT);
    WorkerRun run = new WorkerRun("work", "a", "run-1");
    Instant noon = Instant.parse("2026-11-30T12:00:00Z");
    Reaped reaped =
        new Reaped(run, Suspicion.BEACON, noon, noon.plusMillis(300), noon.plusMillis(320));
    Stage.HolderProcess b = stage.holder("b");
    writer.holder().crash();

    fail(writer, reaped);

    Handoff handoff = taken(b);
    assertThat(handoff.reason().cause()).isEqualTo(HandoffCause.BEACON);
    assertThat(handoff.reason().noticed()).contains(noon);
    assertThat(handoff.reason().proved()).contains(noon.plusMillis(300));
    assertThat(handoff.reason().reaped()).contains(noon.plusMillis(320));
    assertThat(handoff.reason().words()).isEmpty();
  }

  private void fail(WriterInRoom writer, Reaped reaped) {
    stage
        .client()
        .newActivityCompletionClient()
        .completeExceptionally(
            writer.attendance().getExecution().getWorkflowId(),
            Optional.empty(),
            writer
                .attendance()
                .describe()
                .getRawDescription()
                .getPendingActivities(0)
                .getActivityId(),
            ApplicationFailure.newBuilder()
                .setMessage("its worker is gone")
                .setType(Reaped.TYPE)
                .setDetails(reaped)
                .setCategory(ApplicationErrorCategory.BENIGN)
                .setNextRetryDelay(Duration.ofMillis(1))
                .build());
  }

  @Test
  void isOneEventOfTheTasksHistoryWithWhomTheNewTenureSees() {
    Stage.HolderProcess a =
        WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT).holder();
    await().atMost(LIVELINESS).until(() -> sightings().size() == 1);
    Stage.HolderProcess b = stage.holder("b");

    a.relay();

    Handoff handoff = taken(b);
    await().atMost(LIVELINESS).until(() -> sightings().size() > 1);
    assertThat(sightings())
        .extracting(sighting -> sighting.by().orElseThrow().worker())
        .containsExactly("a", "b");
    assertThat(sightings().get(1).by().orElseThrow().handoff()).contains(handoff);
    assertThat(signals()).doesNotContain(ToldHandoff.SIGNAL);
  }

  private List<String> signals() {
    return events()
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .map(signal -> signal.getSignalName())
        .toList();
  }

  private Stream<HistoryEvent> events() {
    return stage.client().fetchHistory("task-1").getEvents().stream()
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes);
  }

  private List<Sighting> sightings() {
    DataConverter converter = stage.client().getOptions().getDataConverter();
    return events()
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .filter(signal -> signal.getSignalName().equals(Sighting.SIGNAL))
        .map(signal -> sighting(converter, signal.getInput()))
        .toList();
  }

  private static Sighting sighting(DataConverter converter, Payloads input) {
    return converter.fromPayloads(0, Optional.of(input), Sighting.class, Sighting.class);
  }
}
