package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Temporal tells of tasks that end without a word. */
class EndedTasksTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Stage stage = new Stage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void areFoundByOneLookAndNotThoseThatRun() {
    EndedTasks tasks = new EndedTasks(stage.client());
    stage.startTask("task-1");
    stage.startTask("task-2");
    assertThat(tasks.sinceLastLook()).contains(Set.of());

    stage.client().newUntypedWorkflowStub("task-1").terminate("by hand");

    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(tasks.sinceLastLook()).contains(Set.of("task-1")));
  }

  @Test
  void areFoundLaterIfTheServerDoesNotAnswer() {
    RefusedLists lists = new RefusedLists(Status.UNAVAILABLE);
    EndedTasks tasks = new EndedTasks(stage.clientThrough(lists));

    assertThat(tasks.sinceLastLook()).contains(Set.of());
  }

  @Test
  void areUnknownIfTheServerRefusesToTell() {
    RefusedLists lists = new RefusedLists(Status.PERMISSION_DENIED);
    EndedTasks tasks = new EndedTasks(stage.clientThrough(lists));

    assertThat(tasks.sinceLastLook()).isEmpty();
  }

  /** Refuses whatever lists workflows. */
  private record RefusedLists(Status refusal) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      if (String.valueOf(method.getBareMethodName()).startsWith("List")) {
        throw refusal.asRuntimeException();
      }
      return next.newCall(method, options);
    }
  }
}
