package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.metrics.MeasuredTasks;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import dev.understudy.testing.TestTask;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task has measured in the metrics of its worker. */
class TaskMeasuresTest {
  private final MeasuredTasks measured = new MeasuredTasks();
  private final SessionTest test = SessionTest.forWorkflow(PeopleTask.Impl.class)
      .withSteps(new PeopleTaskTest.Passing())
      .withInterceptor(measured)
      .withoutReplay()
      .open();
  private final TestRoom room = test.room("room:42");
  private final TestTask task = test.task("task-1");

  @AfterEach
  void stop() {
    test.close();
    measured.close();
  }

  @Test
  void countsAbsencesPausesOrdersAndRefusalsOnce() {
    task.start(PeopleTask.class, keeper -> keeper.keep("pause"));
    room.enters("alice");
    room.leaves("alice");
    test.skip(Duration.ofMinutes(1));
    room.enters("alice");
    task.pause("alice", "lunch");
    assertThatThrownBy(() -> task.pause("alice", "more lunch"))
        .hasMessageContaining("paused already");
    task.resume("alice", "");
    task.steer("alice", "hurry");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(measured.counts())
            .isEqualTo(Map.of(
                "understudy_absences", 1L,
                "understudy_pauses absence", 1L,
                "understudy_pauses person", 1L,
                "understudy_orders pause", 1L,
                "understudy_orders resume", 1L,
                "understudy_orders steer", 1L,
                "understudy_order_refusals task.paused-already", 1L)));
  }

  @Test
  void countsATaskThatIsGivenUp() {
    task.start(PeopleTask.class, keeper -> keeper.keep("cancel"));
    room.enters("alice");
    room.leaves("alice");
    test.skip(Duration.ofMinutes(1));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(measured.counts())
            .isEqualTo(Map.of("understudy_absences", 1L, "understudy_abandonments", 1L)));
  }
}
