package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.worker.VitalSigns.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerHealthTest {
  private static final Map<String, Boolean> CONNECTED = Map.of("Ably", true, "Temporal", true);
  private static final Map<String, Duration> LIVELY = Map.of("a-loop", Duration.ofSeconds(1));

  private static VitalSigns working(String worker) {
    return new VitalSigns(worker, Phase.WORKING, CONNECTED, List.of(), LIVELY);
  }

  private static VitalSigns in(Phase phase) {
    return new VitalSigns("a", phase, CONNECTED, List.of(), LIVELY);
  }

  private static void assertNotReady(WorkerHealth health, String... reasons) {
    assertThat(health).isEqualTo(new WorkerHealth(true, false, List.of(reasons)));
  }

  @Test
  void isReadyWhileAllWorkAndAreConnected() {
    assertThat(WorkerHealth.of(List.of(working("a"), working("b"))))
        .isEqualTo(new WorkerHealth(true, true, List.of()));
  }

  @Test
  void isLiveButNotReadyBeforeAWorkerHasStartedAndFromTheBeginOfItsDrainOn() {
    assertNotReady(
        WorkerHealth.of(List.of()), "no worker runs: none has been started, or all have stopped");
    assertNotReady(WorkerHealth.of(List.of(in(Phase.STARTING))), "worker a has not started yet");
    assertNotReady(
        WorkerHealth.of(List.of(working("b"), in(Phase.STOPPING))),
        "worker a stops: its agents and steps go to others");
  }

  @Test
  void saysWhatIsOutOfReachAndWhatIsNotPolled() {
    VitalSigns alone = new VitalSigns(
        "a", Phase.WORKING, Map.of("Temporal", false, "Ably", false), List.of("work"), LIVELY);

    assertNotReady(
        WorkerHealth.of(List.of(alone)),
        "worker a cannot reach Ably",
        "worker a cannot reach Temporal",
        "worker a does not poll task queue work");
  }

  @Test
  void isNotLiveWhenALoopHasStoodStillForLongerThanAnyPause() {
    VitalSigns still = new VitalSigns(
        "a",
        Phase.WORKING,
        CONNECTED,
        List.of(),
        Map.of("a-loop", Duration.ofSeconds(31), "another", Duration.ofSeconds(30)));

    assertThat(WorkerHealth.of(List.of(still)))
        .isEqualTo(new WorkerHealth(
            false, false, List.of("worker a stands still: a-loop has done nothing for 31 s")));
  }

  @Test
  void refusesToBeReadyForAReason() {
    assertThatThrownBy(() -> new WorkerHealth(true, true, List.of("tired")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
