package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.LeaveReason;
import dev.understudy.roster.WatchedRoom;
import io.ably.lib.types.PresenceMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How attendances end, over real sockets. */
class AttendanceEndTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void leaveWithTheirReasonWhenTheyAreClosed() {
    List<String> left = room.reasons();
    WorkflowStub attendance = WriterInRoom.enter(stage, room).attendance();

    attendance.signal("understudy.close", LeaveReason.FAILED);

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("failed"));
    assertThat(attendance.getResult(LeaveReason.class)).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void leaveWithTheirReasonThoughTheirTaskIsFoundToHaveEndedBeforeTheNextBeat() {
    List<String> left = room.reasons();
    WorkflowStub attendance =
        WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT).attendance();

    attendance.signal("understudy.close", LeaveReason.ABANDONED);
    attendance.getResult(LeaveReason.class);
    stage.client().newUntypedWorkflowStub("task-1").terminate("by hand");

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("abandoned"));
  }

  @Test
  void sayNothingOfAHandoffWhenTheyAreClosed() {
    List<String> shown = room.data(PresenceMessage.Action.update);
    List<String> left = room.data(PresenceMessage.Action.leave);
    WorkflowStub attendance = WriterInRoom.enter(stage, room).attendance();

    attendance.signal("understudy.close", LeaveReason.COMPLETED);

    await().atMost(LIVELINESS).until(() -> !left.isEmpty());
    assertThat(shown).isEmpty();
  }

  @Test
  void leaveWhenSomebodyTerminatesThem() {
    List<String> left = room.reasons();
    WorkflowStub attendance = WriterInRoom.enter(stage, room).attendance();

    attendance.terminate("by hand");

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("terminated"));
  }

  @Test
  void endWhenTheirTaskIsTerminated() {
    List<String> left = room.reasons();
    WorkflowStub attendance = WriterInRoom.enter(stage, room).attendance();

    stage.client().newUntypedWorkflowStub("task-1").terminate("by hand");

    assertThat(attendance.getResult(LeaveReason.class)).isEqualTo(LeaveReason.TERMINATED);
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("terminated"));
  }

  /** Who was given back looks for the reason rarely, by itself. */
  @Test
  void showNothingMoreWhenTheirTaskHasEndedWhileAblyWasAway() throws InterruptedException {
    WriterInRoom writer = WriterInRoom.enter(stage, room, HandoffPolicy.DEFAULT);
    List<String> shown = room.data(PresenceMessage.Action.update);
    List<String> left = room.reasons();
    assertThat(writer.holder().attendances.relay(Duration.ZERO)).isFalse();
    await().atMost(LIVELINESS).until(() -> shown.size() == 1); // That it is handed off.
    Fault away = loseAbly();

    stage.client().newUntypedWorkflowStub("task-1").terminate("by hand");
    away.lift();

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("terminated"));
    assertThat(shown).hasSize(1);
  }

  /** The worker loses it; whoever watches the room does not. */
  private Fault loseAbly() {
    String connection = room.members("writer").get(0).connectionId;
    Fault away = stage.ably().faults().unreachable();
    stage.ably().faults().connection(connection).drop(TransportEnd.FIN);
    return away;
  }

  @Test
  void leaveWithTheirReasonOnceAblyIsBackIfTheyWereClosedWhileItWasAway() {
    List<String> left = room.reasons();
    WorkflowStub attendance = WriterInRoom.enter(stage, room).attendance();
    Fault away = loseAbly();

    attendance.signal("understudy.close", LeaveReason.FAILED);
    assertThat(attendance.getResult(LeaveReason.class)).isEqualTo(LeaveReason.FAILED);
    assertThat(left).isEmpty();
    away.lift();

    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("failed"));
  }

  @Test
  void areSeenOnceThoughTemporalDoesNotTakeAtFirstThatTheyEnd() {
    List<String> entered = room.data(PresenceMessage.Action.enter);
    List<String> left = room.reasons();
    WorkflowStub attendance = WriterInRoom.enter(
            stage, room, stage.clientThrough(new RefusingCompletion()))
        .attendance();

    stage.client().newUntypedWorkflowStub("task-1").terminate("by hand");

    assertThat(attendance.getResult(LeaveReason.class)).isEqualTo(LeaveReason.TERMINATED);
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(left).containsExactly("terminated"));
    assertThat(entered).hasSize(1);
  }

  /** Refuses the first activity that completes. */
  private static final class RefusingCompletion implements ClientInterceptor {
    private final AtomicBoolean hasRefused = new AtomicBoolean();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      if ("RespondActivityTaskCompleted".equals(method.getBareMethodName())
          && !hasRefused.getAndSet(true)) {
        throw Status.PERMISSION_DENIED.asRuntimeException();
      }
      return next.newCall(method, options);
    }
  }
}
