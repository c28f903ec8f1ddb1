package dev.understudy.samples.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.presence.AgentState;
import dev.understudy.samples.research.ResearchWorkflow.Assignment;
import dev.understudy.samples.research.ResearchWorkflow.Report;
import dev.understudy.session.SessionView;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import dev.understudy.testing.TestTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Research in skipped time; each test ends in a replay of its history. */
final class ResearchWorkflowTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final Assignment ASSIGNMENT =
      new Assignment("room:42", "Who pays for fish and for ports?", "alice");

  private final ScriptedSteps steps = new ScriptedSteps("fish", "ports");
  private final SessionTest test =
      SessionTest.forWorkflow(ResearchWorkflowImpl.class).withSteps(steps).open();
  private final TestRoom room = test.room("room:42");
  private final TestTask task = test.task("research-1");

  @AfterEach
  void replayAndStop() {
    test.close();
  }

  private void assign() {
    task.start(ResearchWorkflow.class, research -> research.research(ASSIGNMENT));
  }

  private List<String> published() {
    return room.story().stream().filter(line -> line.contains(" says ")).toList();
  }

  private Report report() {
    return task.result(Report.class);
  }

  @Test
  void publishesWhatAPersonApproved() {
    assign();

    task.approve("alice");

    assertThat(report().approvedBy()).isEqualTo("alice");
    assertThat(published()).containsExactly("researcher says report On fish. On ports.");
  }

  @Test
  void publishesNothingThatAPersonRejected() {
    assign();

    task.reject("alice", "");

    assertThat(report().approvedBy()).isEmpty();
    assertThat(report().text()).isEqualTo("On fish. On ports.");
    assertThat(published()).isEmpty();
  }

  @Test
  void publishesNothingWhenNobodyAnswersInTime() {
    Instant begun = test.now();
    assign();

    assertThat(report().approvedBy()).isEmpty();

    assertThat(published()).isEmpty();
    assertThat(Duration.between(begun, test.now())).isGreaterThanOrEqualTo(Duration.ofHours(8));
  }

  @Test
  void readsNothingWhileAPersonHasPausedIt() {
    CountDownLatch plan = steps.holdPlans();
    assign();
    await().atMost(LIVELINESS).until(() -> steps.taken().contains("plan"));
    task.pause("bob", "lunch");
    plan.countDown();
    task.awaits(view -> readersPaused(view) == 2);

    test.skip(Duration.ofHours(1));

    assertThat(steps.taken()).containsExactly("plan");
    task.resume("bob", "back");
    task.approve("alice");
    assertThat(report().approvedBy()).isEqualTo("alice");
    assertThat(steps.taken())
        .hasSize(4)
        .startsWith("plan")
        .contains("read fish", "read ports")
        .endsWith("draft");
  }

  private static long readersPaused(SessionView view) {
    return view.agents().stream()
        .filter(agent -> ResearchWorkflowImpl.READERS.contains(agent.agent().value()))
        .filter(agent -> agent.status().state() == AgentState.PAUSED)
        .count();
  }
}
