package dev.understudy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.session.Control;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

class OrderDeskTest {
  @Test
  void saysThatATaskIsNotThereOrDoesNotAnswer() {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start();
        OrderDesk patient = new OrderDesk(temporal.client(), Duration.ofSeconds(60));
        OrderDesk hasty = new OrderDesk(temporal.client(), Duration.ofMillis(200))) {
      startUnserved(temporal.client(), "lonely");

      assertRefused(patient, "nowhere", HttpStatus.NOT_FOUND);
      assertRefused(hasty, "lonely", HttpStatus.GATEWAY_TIMEOUT);
    }
  }

  /** On a task queue that no worker polls. */
  private static void startUnserved(WorkflowClient client, String task) {
    client
        .newUntypedWorkflowStub(
            "Greeting",
            WorkflowOptions.newBuilder()
                .setTaskQueue("unserved")
                .setWorkflowId(task)
                .build())
        .start();
  }

  private static void assertRefused(OrderDesk desk, String task, HttpStatus status) {
    assertThatThrownBy(() -> desk.give(task, "pause", new Control("alice", "")))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            refused -> assertThat(refused.getStatusCode()).isEqualTo(status));
  }
}
