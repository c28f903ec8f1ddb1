package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audience.Absence;
import dev.understudy.history.Recorded;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Tenure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks and the people they are for: who comes, who goes, and what becomes of the work. */
class PeopleTest extends PeopleTaskTest {
  @Test
  void workInPartsThatAreShorterThanTheGracePausesNevertheless() {
    keep("short-parts");
    sees(alice(1));
    sees();
    test.skip(Duration.ofMinutes(2));

    assertThat(view().state()).isEqualTo(AgentState.PAUSED);
    sees(alice(1));
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  @Recorded("paused-while-all-are-away")
  void aTaskPausesWhenTheLastDeviceHasLeftForTheGraceAndGoesOnAtTheReturn() {
    keep("work");
    sees(alice(2));
    sees(alice(1));
    test.skip(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);

    sees();
    test.skip(Duration.ofSeconds(29));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    test.skip(Duration.ofSeconds(2));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    test.skip(Duration.ofHours(23));
    sees(bob());
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    assertThat(room.story()).contains("keeper shows  (paused)");
  }

  @Test
  void whatHappenedStandsInTheTasksState() {
    keep("work");
    sees(alice(2));
    sees();
    test.skip(Duration.ofHours(1));
    sees(alice(1));
    test.skip(Duration.ofMinutes(1));

    Absence absence = keeper().sees().absences().get(0);
    assertThat(absence.last()).containsExactly(alice(2));
    assertThat(absence.outcome()).isEqualTo(Absence.Outcome.PAUSED);
    assertThat(absence.decidedAtMillis().orElseThrow() - absence.leftAtMillis())
        .isBetween(30_000L, 31_000L);
    assertThat(absence.endedAtMillis().orElseThrow() - absence.leftAtMillis())
        .isBetween(3_590_000L, 3_610_000L);
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  @Recorded("given-up")
  void aTaskIsGivenUpWhenNobodyReturnsAndTellsThatItWasPausedBefore() {
    keep("work");
    sees(alice(1));
    sees();

    test.skip(Duration.ofHours(25));

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.ABANDONED);
    Absence absence = view().past().get(0).agent().sees().absences().get(0);
    assertThat(absence.outcome()).isEqualTo(Absence.Outcome.CANCELLED);
    long paused = absence.pausedAtMillis().orElseThrow();
    assertThat(paused - absence.leftAtMillis()).isBetween(30_000L, 31_000L);
    assertThat(absence.decidedAtMillis()).isEqualTo(absence.endedAtMillis());
    assertThat(Duration.ofMillis(absence.endedAtMillis().orElseThrow() - paused))
        .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusSeconds(1));
  }

  @Test
  void aTaskIsCancelledIfThePolicySaysSo() {
    keep("cancel");
    sees(alice(1));
    sees();

    test.skip(Duration.ofMinutes(1));

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.ABANDONED);
  }

  @Test
  void whatIsUnknownPausesNothing() {
    keep("work");
    sees(alice(1));
    tell(new Tenure(TASKS_OWN, 1)); // and then she came back, which no worker could see
    test.skip(Duration.ofMinutes(5));

    assertThat(looks()).isPositive();
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  private long looks() {
    return client.fetchHistory(TASK).getEvents().stream()
        .map(event ->
            event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .filter("understudy.look"::equals)
        .count();
  }

  @Test
  void whatAStaleTenureSawDoesNotCount() {
    keep("work");
    tell(new Tenure(TASKS_OWN, 2), alice(1));
    tell(new Tenure(TASKS_OWN, 1));
    test.skip(Duration.ofMinutes(5));

    assertThat(keeper().sees().people().has("alice")).isTrue();
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void whatAnEarlierAttendanceSawDoesNotCount() {
    keep("attend-again");
    assertThat(view().past().size() == 1).isTrue();
    tell(new Tenure(1, 1), alice(1)); // before the task attends again
    task.signal("wrapUp");
    assertThat(!view().agents().isEmpty()).isTrue();
    tell(new Tenure(1, 2), alice(1)); // and after

    assertThat(keeper().sees().people().isEmpty()).isTrue();
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);
    sees(alice(1));
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aTaskMayWaitForItsFirstArrival() {
    keep("wait-for-alice");
    sees(bob());
    test.skip(Duration.ofMinutes(30));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    sees(bob(), alice(1));
    task.signal("wrapUp");

    assertThat(story()).containsExactly("done");
  }

  @Test
  void theWorkDoesNotBeginBeforeTheFirstArrival() {
    keep("begin-at-once");
    test.skip(Duration.ofMinutes(30));
    assertThat(room.story()).doesNotContain("keeper shows begun");
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    sees(alice(1));
    task.signal("wrapUp");

    assertThat(story()).containsExactly("done");
    assertThat(room.story()).contains("keeper shows begun");
  }

  @Test
  void aTaskIsGivenUpWhenNobodyEverComes() {
    keep("wait-for-alice");
    sees(bob());

    test.skip(Duration.ofMinutes(61));

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.ABANDONED);
    assertThat(view().past().get(0).agent().sees().absences())
        .singleElement()
        .satisfies(absence -> {
          assertThat(absence.last()).isEmpty();
          assertThat(absence.outcome()).isEqualTo(Absence.Outcome.CANCELLED);
          assertThat(absence.decidedAtMillis().orElseThrow() - absence.leftAtMillis())
              .isBetween(3_590_000L, 3_700_000L);
        });
  }

  @Test
  void aTaskSeesWhoComesAndGoes() {
    keep("listen");
    sees(alice(1));
    assertThat(keeper().sees().people().has("alice")).isTrue();
    sees(alice(2), bob());
    sees(alice(2));
    sees();

    assertThat(story())
        .containsExactly(
            "alice entered",
            "met alice",
            "bob entered",
            "alice is on 2",
            "bob left",
            "alice left",
            "alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listen-and-fail", "listen-and-swallow"})
  void aListenerMayFailTheTask(String part) {
    keep(part);
    sees(alice(1));

    assertThatThrownBy(() -> task.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasStackTraceContaining("no work for alice");
    assertThat(reason()).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void aTaskThatIsGivenUpTakesNoFurtherStep() {
    keep("wait-then-step");

    test.skip(Duration.ofHours(2));

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(passing.begun).hasValue(0);
  }

  @Test
  void aPartOfTheWorkMayHaveAPolicyOfItsOwn() {
    keep("part");
    sees(alice(1), bob());
    sees(alice(1));
    test.skip(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    sees(alice(1), bob());
    test.skip(Duration.ofSeconds(1));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    task.signal("wrapUp");

    assertThat(story()).containsExactly("done");
  }

  @Test
  void anAbsenceThatBeginsInAPartForOthersCountsFromThen() {
    keep("part-for-bob");
    sees(alice(1), bob());
    sees(bob());
    test.skip(Duration.ofSeconds(75));

    assertThat(view().state()).isEqualTo(AgentState.PAUSED);
    assertThat(keeper().sees().absences()).singleElement().satisfies(absence -> {
      assertThat(absence.last()).containsExactly(alice(1));
      assertThat(absence.outcome()).isEqualTo(Absence.Outcome.PAUSED);
    });
    task.update("cancel", Void.class, new Control("alice", "enough"));
    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(view().past().get(0).agent().sees().absences())
        .singleElement()
        .satisfies(absence -> assertThat(absence.endedAtMillis()).isPresent());
  }

  @Test
  @Recorded("parts-in-parts")
  void anAbsenceInAPartOfAPartCountsOnceThatIsOver() {
    keep("nested-parts");
    sees(alice(1), bob());
    sees(alice(1));
    test.skip(Duration.ofSeconds(45));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    test.skip(Duration.ofSeconds(20));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);
    sees(alice(1), bob());
    task.signal("wrapUp");

    assertThat(story()).containsExactly("the part for bob goes on", "done");
  }

  @Test
  void anAbandonedTaskStaysSoWhenItContinuesAsNew() {
    keep("continue");
    sees(alice(1));
    sees();
    test.skip(Duration.ofMinutes(5));
    task.signal("wrapUp");
    test.skip(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    assertThat(keeper().sees().absences()).hasSize(1);

    sees(alice(1));
    task.signal("wrapUp");

    assertThat(story()).containsExactly("done");
  }

  @Test
  void whoClosesOneDeviceAfterTheOtherHasLeftFromBoth() {
    keep("continue");
    sees(bob(), alice(2));
    sees(alice(1));
    task.signal("wrapUp");
    assertThat(view().agents().size() == 1).isTrue();
    sees();

    assertThat(keeper().sees().absences())
        .singleElement()
        .satisfies(absence -> assertThat(absence.last()).containsExactly(alice(2)));
    sees(alice(1));
    sees();
    assertThat(keeper().sees().absences())
        .last()
        .satisfies(absence -> assertThat(absence.last()).containsExactly(alice(1)));
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }
}
