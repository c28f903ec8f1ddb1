package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.audience.Absence;
import dev.understudy.history.Recorded;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people order of tasks, and what a pause and a cancellation do to the work. */
class OrderHandlerTest extends PeopleTaskTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  @Test
  void aPersonsPauseOutranksAReturn() {
    keep("work");
    sees(alice(1));
    task.update("pause", Void.class, new Control("alice", "lunch"));
    sees();
    test.skip(Duration.ofMinutes(5));
    sees(alice(1));
    test.skip(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    task.update("resume", Void.class, new Control("alice", "back"));
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aTaskThatAPersonHasPausedIsNotGivenUp() {
    keep("work");
    sees(alice(1));
    sees();
    test.skip(Duration.ofHours(1));
    task.update("pause", Void.class, new Control("alice", "over the weekend"));
    test.skip(Duration.ofDays(3));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    task.update("resume", Void.class, new Control("alice", "on my way"));
    test.skip(Duration.ofDays(3));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  @Recorded(value = "continued", withAttendances = true)
  void aPersonsPauseHoldsThroughAContinueAsNew() {
    keep("continue");
    sees(alice(1));
    task.update("pause", Void.class, new Control("alice", "over the weekend"));
    task.signal("wrapUp");
    assertThat(view().agents().size() == 1).isTrue();
    sees();
    test.skip(Duration.ofDays(3));
    assertThat(keeper().sees().absences()).singleElement().satisfies(absence -> {
      assertThat(absence.last()).containsExactly(alice(1));
      assertThat(absence.outcome()).isEqualTo(Absence.Outcome.NONE);
    });

    task.update("resume", Void.class, new Control("alice", "back"));
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aPersonMayLetAbandonedWorkGoOn() {
    keep("work");
    sees(alice(1));
    sees();
    test.skip(Duration.ofMinutes(5));
    task.update("resume", Void.class, new Control("carol", "it is for tomorrow"));
    test.skip(Duration.ofHours(30));

    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void anybodyMayOrderATaskButItsAgentsAndUsersWhoAreNotWhereTheyAreSaidToBe() {
    keep("work");
    sees(alice(1), bob());

    assertThatThrownBy(() -> pause(new Control("keeper", "")))
        .hasStackTraceContaining(
            "keeper is an agent of this task: \"by\" names the user, operator");
    assertThatThrownBy(() -> pause(new Control("alcie", "").in("room:42")))
        .hasStackTraceContaining("alcie is not in room:42, where there are alice, bob: leave");
    assertThatThrownBy(() -> pause(new Control("alice", "").in("room:7")))
        .hasStackTraceContaining(
            "not in the session \"room:7\", but in room:42: leave \"session\" out");
    pause(new Control("alice", "lunch").in("room:42"));
    task.update("resume", Void.class, new Control("night-watch", ""));

    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  private void pause(Control order) {
    task.update("pause", Void.class, order);
  }

  @Test
  void aPersonMayCancelATask() {
    keep("work");
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
    assertThat(view().cancelledBy()).contains(new Control("alice", "wrong question"));
  }

  @Test
  @Recorded("cancelled")
  void aTaskThatAPersonHasPausedAndCancelledCleansUp() {
    keep("tidy");
    task.update("pause", Void.class, new Control("alice", "lunch"));
    assertThat(keeper().status().state() == AgentState.PAUSED).isTrue();
    task.update("cancel", Void.class, new Control("alice", "wrong question"));
    assertThat(keeper().status().text().equals("tidying")).isTrue();
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);

    assertTidied();
  }

  @Test
  @Recorded("several-sessions")
  void aPauseDoesNotHoldUpACleanUpInASessionOfItsOwn() {
    keep("tidy-in-public");
    task.update("pause", Void.class, new Control("alice", "lunch"));
    assertThat(keeper().status().state() == AgentState.PAUSED).isTrue();
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> task.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    Status cleaner = view().past().get(0).agent().status();
    assertThat(cleaner.text()).isEqualTo("tidied");
    assertThat(cleaner.state()).isEqualTo(AgentState.ACTIVE);
  }

  @Test
  void aTaskThatAPersonCancelledIsNotGivenUpWhenItsPeopleLeave() {
    keep("tidy-strictly");
    sees(alice(1));
    task.update("cancel", Void.class, new Control("alice", "wrong question"));
    assertThat(keeper().status().text().equals("tidying")).isTrue();
    sees();

    assertTidied();
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
    assertThat(view().past().get(0).agent().sees().absences())
        .singleElement()
        .satisfies(absence -> assertThat(absence.outcome()).isEqualTo(Absence.Outcome.NONE));
  }

  @Test
  void aTaskThatIsCancelledInTemporalTakesNoMoreOrders() {
    keep("tidy");
    task.cancel();
    assertThat(keeper().status().text().equals("tidying")).isTrue();

    assertThat(view().isCancelled()).isTrue();
    assertRefused("the task is cancelled already, in Temporal: it is cleaning up");
  }

  @Test
  void aTaskThatIsGivenUpTakesNoMoreOrders() {
    keep("tidy");
    sees(alice(1));
    sees();
    test.skip(Duration.ofHours(24).plusSeconds(40));
    assertThat(keeper().status().text().equals("tidying")).isTrue();

    assertRefused("the task is given up already, because nobody was there: it is cleaning up");
  }

  private void assertRefused(String why) {
    Control order = new Control("alice", "");
    for (String name : List.of("pause", "resume", "cancel")) {
      assertThatThrownBy(() -> task.update(name, Void.class, order)).hasStackTraceContaining(why);
    }
    assertThatThrownBy(() -> task.update("steer", Long.class, new Steering("alice", "hm")))
        .hasStackTraceContaining(why);
  }

  @Test
  void aTaskThatCleansUpAndReturnsLeavesAsCancelled() {
    keep("tidy-and-return");
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> task.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
  }

  @Test
  void aTaskThatIsGivenUpCleansUp() {
    keep("tidy");
    sees(alice(1));
    sees();
    test.skip(Duration.ofHours(25));

    assertTidied();
  }

  private void assertTidied() {
    assertThatThrownBy(() -> task.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    Status last = view().past().get(0).agent().status();
    assertThat(last.text()).isEqualTo("tidied");
    assertThat(last.state()).isEqualTo(AgentState.ACTIVE);
  }

  @Test
  void aPersonsCancelIsNotLostWhenTheTaskContinuesAsNew() throws Exception {
    keep("continue-when-cancelled");
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> task.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
    assertThat(view().cancelledBy()).contains(new Control("alice", "wrong question"));
  }

  @Test
  @Recorded("step-interrupted")
  void aStepThatIsInterruptibleGivesWayToAPause() {
    keep("interruptible");
    await().atMost(LIVELINESS).until(() -> passing.begun.get() == 1);
    task.update("pause", Void.class, new Control("alice", "lunch"));
    assertThat(keeper().work().discardedSteps() == 1).isTrue();
    task.update("resume", Void.class, new Control("alice", "back"));
    await().atMost(LIVELINESS).until(() -> passing.begun.get() == 2);
    passing.end();

    assertThat(story()).containsExactly("passed in turn 2");
  }

  @Test
  void aStepWithinAnotherIsThrownAwayWithItAndCountedOnce() {
    keep("interruptible-within");
    await().atMost(LIVELINESS).until(() -> passing.begun.get() == 1);
    task.update("pause", Void.class, new Control("alice", "lunch"));
    assertThat(keeper().work().discardedSteps() > 0).isTrue();
    task.update("resume", Void.class, new Control("alice", "back"));
    await().atMost(LIVELINESS).until(() -> passing.begun.get() == 2);
    passing.end();

    assertThat(story()).containsExactly("passed in turn 2");
    assertThat(view().past().get(0).agent().work().discardedSteps()).isEqualTo(1);
  }
}
