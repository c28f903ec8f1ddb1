package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.attendance.Sighting;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import dev.understudy.roster.WatchedRoom;
import io.ably.lib.types.AblyException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tasks are told of the people in their sessions, over real sockets. */
class PeopleReportsTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);
  private final List<People> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void saysOnceMoreWhoIsThereAfterAllThatItCouldNotSee() throws AblyException {
    WorkflowClient recording = stage.clientThrough(new RecordingSightings());
    WriterInRoom.enter(stage, room, stage.holder("a", recording, HandoffPolicy.DEFAULT));
    awaitTold(1);

    stage.ably().faults().everyone().drop(TransportEnd.FIN);
    awaitTold(2);
    stage.client("alice").channels.get(WatchedRoom.NAME).presence.enter(null, null);
    awaitTold(3);

    assertThat(told.subList(0, 2)).containsExactly(People.NOBODY, People.NOBODY);
    assertThat(told.get(2).users()).extracting(User::clientId).containsExactly("alice");
  }

  private void awaitTold(int times) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(told).hasSize(times));
  }

  /** Lets everything pass, and keeps what tasks are told. */
  private final class RecordingSightings implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void sendMessage(Q message) {
          if (message instanceof SignalWorkflowExecutionRequest signal) {
            note(signal);
          }
          super.sendMessage(message);
        }
      };
    }

    private void note(SignalWorkflowExecutionRequest signal) {
      if (signal.getSignalName().equals(Sighting.SIGNAL)) {
        told.add(DefaultDataConverter.newDefaultInstance()
            .fromPayload(signal.getInput().getPayloads(0), Sighting.class, Sighting.class)
            .people());
      }
    }
  }
}
