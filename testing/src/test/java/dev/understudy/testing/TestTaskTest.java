package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.LeaveReason;
import dev.understudy.session.Control;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestTaskTest {
  private final CountDownLatch gate = new CountDownLatch(1);

  @RegisterExtension
  final SessionTestExtension sessions =
      SessionTestExtension.of(SessionTest.forWorkflow(Report.Impl.class, Patrol.Impl.class)
          .withSteps((Report.Steps) topic -> "on " + topic, (Patrol.Gate) this::pass));

  private SessionTest test;
  private TestRoom room;

  private void pass() {
    try {
      gate.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeEach
  void enter(SessionTest opened) {
    test = opened;
    room = test.room("room:42");
  }

  private TestTask write() {
    return test.start(Report.class, report -> report.write("room:42"));
  }

  @Test
  void isPausedAndGoesOn() {
    TestTask task = write();
    task.pause("alice", "lunch");
    assertThat(task.view().pausedBy()).contains(new Control("alice", "lunch"));
    test.skip(Duration.ofDays(1));
    assertThat(task.asks()).isEmpty();

    task.resume("alice", "back");
    test.skip(Duration.ofMinutes(10));
    assertThat(task.asks()).hasSize(1);
  }

  @Test
  void isCancelled() {
    TestTask task = write();
    task.cancel("alice", "wrong question");

    assertThatThrownBy(() -> task.result(String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(task.leftAs()).contains(LeaveReason.CANCELLED);
  }

  @Test
  void isToldSomething() {
    TestTask task = write();

    assertThat(task.steer("alice", "rather about ports")).isEqualTo(1);
    assertThat(task.view().messagesWaiting()).isEqualTo(1);
  }

  @Test
  void publishesWhatIsApproved() {
    TestTask task = write();
    test.skip(Duration.ofMinutes(10));
    assertThat(task.question().text()).isEqualTo("Publish this?");
    task.approve("alice");

    assertThat(task.result(String.class)).isEqualTo("on fish");
    assertThat(room.agent("writer").said()).containsExactly(new Said("report", "on fish"));
  }

  @Test
  void publishesNothingThatIsRejected() {
    TestTask task = write();
    test.skip(Duration.ofMinutes(10));
    task.reject("alice", "too long");

    assertThat(task.isOver()).isTrue();
    assertThat(room.agent("writer").said()).isEmpty();
  }

  @Test
  void letsTimePassUntilItIsOver() {
    var begun = test.now();
    TestTask task = write();

    assertThat(task.result(String.class)).isEqualTo("on fish");
    assertThat(Duration.between(begun, test.now())).isGreaterThan(Duration.ofDays(30));
    assertThat(room.agent("writer").said()).isEmpty();
  }

  @Test
  void anOrderWaitsForTheStepsBeforeTheSession() {
    TestTask task = test.start(Patrol.class, patrol -> patrol.walk("room:42", "guard"));
    assertThat(room.agent("guard").isPresent()).isFalse();
    gate.countDown();

    task.pause("alice", "lunch");

    assertThat(task.isPaused()).isTrue();
  }

  @Test
  void staysItselfThroughContinueAsNew() {
    gate.countDown();
    TestTask task = test.task("patrol-7");
    task.start(Patrol.class, patrol -> patrol.walk("room:42", "guard"));
    task.pause("alice", "lunch");
    task.stub().signal("tell", "again");
    task.resume("alice", "back");
    task.awaits(view -> view.agents().size() == 1);

    task.stub().signal("tell", "fail");

    assertThat(task.isOver()).isTrue();
    assertThat(task.leftAs()).contains(LeaveReason.FAILED);
    task.start(Patrol.class, patrol -> patrol.walk("room:42", "guard"));
    task.awaits(view -> view.agents().size() == 1);
  }

  @Nested
  class WhatNoTaskCanDo {
    @Test
    void nobodyAnswersWhatIsNotAsked() {
      TestTask task = write();
      assertThatThrownBy(() -> task.approve("alice"))
          .hasMessage("task-1 asks nothing: there is nothing to answer");
    }

    @Test
    void nobodyAnswersWhoMayNot() {
      TestTask task = write();
      test.skip(Duration.ofMinutes(10));
      assertThatThrownBy(() -> task.approve("bob"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("bob may not answer question");
    }

    @Test
    void nobodyOrdersATaskWithoutASession() {
      gate.countDown();
      TestTask task = test.start(Patrol.class, patrol -> patrol.walk("", ""));
      assertThatThrownBy(() -> task.pause("alice", "lunch"))
          .hasMessage("task-1 has not opened a session: nobody can pause it yet");
      assertThatThrownBy(task::view)
          .hasMessage("task-1 has not opened a session: nobody can see it yet");
    }

    @Test
    void nobodyOrdersATaskThatHasNotStartedOrIsOver() {
      TestTask task = test.task("report-7");
      assertThatThrownBy(() -> task.cancel("alice", ""))
          .hasMessage("report-7 has not started: nobody can cancel it");
      assertThatThrownBy(task::isOver).hasMessage("report-7 has not started: it cannot be over");
      assertThatThrownBy(() -> task.result(String.class))
          .hasMessage("report-7 has not started: it cannot be over");
      task.start(Report.class, report -> report.write("room:42"));
      assertThatThrownBy(() -> task.start(Report.class, report -> report.write("room:42")))
          .hasMessage("report-7 runs already: let it end first, or name another");
      var unused = task.result(String.class);
      assertThatThrownBy(() -> task.steer("alice", "more"))
          .hasMessage("report-7 is over: nobody can steer it any more");
    }

    @Test
    void nobodyResumesWhatIsNotPaused() {
      TestTask task = write();
      assertThatThrownBy(() -> task.resume("alice", ""))
          .hasMessage("the task is not paused: there is nothing to resume");
    }

    @Test
    void nobodyWaitsForWhatDoesNotCome() {
      TestTask task = write();
      assertThatThrownBy(() -> task.awaits(view -> view.pausedBy().isPresent()))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("task-1 has not become as wished, but is TaskView[");
    }

    @Test
    void timeDoesNotGoBack() {
      assertThatThrownBy(() -> test.skip(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("time cannot go back, but was to skip PT-1S");
    }
  }
}
