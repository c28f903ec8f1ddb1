package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // as of a caller whose build does not look for nulls
class WorkerSettingsTest {
  private static final Holder HOLDER = new Holder("a", 1);
  private static final AblySettings ABLY = AblySettings.cloud("app.key:secret");
  private static final WorkerSettings SETTINGS =
      new WorkerSettings("work", HOLDER, ABLY, HandoffPolicy.DEFAULT);

  @Test
  void sayWhatIsNull() {
    assertThatThrownBy(() -> new WorkerSettings(null, HOLDER, ABLY, HandoffPolicy.DEFAULT))
        .hasMessage("the task queue must not be null: name the one to poll");
    assertThatThrownBy(() -> new WorkerSettings("work", null, ABLY, HandoffPolicy.DEFAULT))
        .hasMessage("a worker's holder must not be null: say its name and maxAgents");
    assertThatThrownBy(() -> new WorkerSettings("work", HOLDER, null, HandoffPolicy.DEFAULT))
        .hasMessage("the settings of Ably must not be null: try AblySettings.cloud(key)");
    assertThatThrownBy(() -> SETTINGS.heardBy(null))
        .hasMessage("a listener to handoffs must not be null: try HandoffListener.NONE");
    assertThatThrownBy(() -> new WorkerSettings("work", HOLDER, ABLY, null))
        .hasMessage("a handoff must not be null: try HandoffPolicy.DEFAULT");
    assertThatThrownBy(() -> new Holder(null, 1)).hasMessage("a worker's name must not be null");
  }

  @Test
  void refuseATaskQueueBesideWhichThereIsNoRoomForThoseOfAblyAndOfLeases() {
    assertThat(settings("q".repeat(983)).taskQueue()).hasSize(983);
    assertThatThrownBy(() -> settings("q".repeat(984)))
        .hasMessage("the task queue's name may have 983 bytes but had 984: shorten it");
    assertThatThrownBy(() -> settings("work/ably")).hasMessageContaining("nor end with /ably");
    assertThatThrownBy(() -> settings("work/leases")).hasMessageContaining("or /leases");
    assertThatThrownBy(() -> settings("/_sys/work/1"))
        .hasMessageContaining("must not begin with /_sys/");
  }

  private static WorkerSettings settings(String taskQueue) {
    return new WorkerSettings(taskQueue, HOLDER, ABLY, HandoffPolicy.DEFAULT);
  }

  @Test
  void aPluginDrainsAsLongAsItIsTold() {
    PluginSettings settings = new PluginSettings(ABLY);

    assertThat(settings.withDrainTime(Duration.ofSeconds(10))).isEqualTo(settings);
    assertThat(settings.withDrainTime(Duration.ofMinutes(2)).leaving().relay()).hasMinutes(2);
    assertThat(settings.withDrainTime(Duration.ZERO)).isEqualTo(settings.withoutDrain());
    assertThatThrownBy(() -> settings.withDrainTime(Duration.ofMinutes(11)))
        .hasMessage("drainTime must be from PT0S to PT10M but was PT11M");
  }

  @Test
  void aWorkerIsRefusedNullsBeforeItConnects() {
    try (TestWorkflowEnvironment temporal = TemporalForTests.environment()) {
      var client = temporal.getWorkflowClient();

      assertThatThrownBy(() -> UnderstudyWorker.start(null, SETTINGS, List.of()))
          .hasMessage("a client of Temporal must not be null");
      assertThatThrownBy(() -> UnderstudyWorker.start(client, null, List.of()))
          .hasMessage("a worker's settings must not be null");
      assertThatThrownBy(() -> UnderstudyWorker.start(client, SETTINGS, null))
          .hasMessageStartingWith("a worker's tasks must not be null");
      assertThatThrownBy(
              () -> UnderstudyWorker.start(client, SETTINGS, Collections.singletonList(null)))
          .hasMessage("none of a worker's tasks must be null");
    }
  }
}
