package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttendanceActivities;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Sighting;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks and the people they are for, in Temporal's time-skipping environment; each ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
class PeopleTest {
  private static final String QUEUE = "work";
  private static final String TASK = "vigil-1";
  private static final String ATTENDANCE = "attendance/vigil-1/room:42/keeper";

  /** No lower than that of an attendance which the task of a test starts: a date far ahead. */
  private static final long TASKS_OWN = 4_000_000_000_000L;

  private final TestWorkflowEnvironment temporal = AgentSessionTest.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final RecordingAttendance attendance = new RecordingAttendance();
  private final Passing passing = new Passing();
  private WorkflowStub vigil = client.newUntypedWorkflowStub(TASK);
  private String firstRun = "";
  private long sightings;

  /** Ends when it is told to, or when it is cancelled. */
  private static final class Passing implements Vigil.Minute {
    final AtomicInteger begun = new AtomicInteger();
    private volatile boolean isOver;

    @Override
    public String pass() {
      ActivityExecutionContext context = Activity.getExecutionContext();
      int turn = begun.incrementAndGet();
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        context.heartbeat(turn);
        return isOver;
      });
      return "passed in turn " + turn;
    }

    void end() {
      isOver = true;
    }
  }

  @BeforeEach
  void start() {
    worker(temporal).registerActivitiesImplementations(attendance, passing);
    temporal.start();
    RestingAttendance.isSlow = false;
  }

  static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(RestingAttendance.class, Vigil.Impl.class);
    return worker;
  }

  @AfterEach
  void replayAndStop() throws Exception {
    passing.end();
    List<WorkflowExecutionHistory> histories =
        List.of(client.fetchHistory(TASK, firstRun), client.fetchHistory(TASK));
    temporal.close();
    try (TestWorkflowEnvironment replay = AgentSessionTest.environment()) {
      WorkflowReplayer.replayWorkflowExecutions(histories, true, worker(replay));
    }
  }

  private void keep(String part) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(TASK).build();
    Vigil started = client.newWorkflowStub(Vigil.class, options);
    firstRun = WorkflowClient.start(started::keep, part).getRunId();
    if (!part.startsWith("bad") && !part.startsWith("attend")) {
      await().until(() -> !view().agents().isEmpty());
    }
  }

  private void sees(User... users) {
    attendance.lookFinds(new People(Arrays.asList(users)));
    tell(new Tenure(TASKS_OWN, 1), users);
  }

  private void tell(Tenure tenure, User... users) {
    sightings++;
    vigil.signal(
        Sighting.SIGNAL,
        new Sighting(
            new SessionName("room:42"),
            new AgentName("keeper"),
            new Sighting.Seen(tenure, sightings),
            new People(Arrays.asList(users))));
  }

  private static User alice(int devices) {
    return new User("alice", devices, Optional.empty());
  }

  private static User bob() {
    return new User("bob", 1, Optional.of("editor"));
  }

  private SessionView view() {
    return vigil.query("session", SessionView.class);
  }

  private SessionView.Agent keeper() {
    return view().agents().get(0);
  }

  private LeaveReason reason() {
    return client.newUntypedWorkflowStub(ATTENDANCE).getResult(LeaveReason.class);
  }

  private List<String> story() {
    return Arrays.asList(vigil.getResult(String[].class));
  }

  @Test
  void aTaskPausesWhenTheLastDeviceHasLeftForTheGraceAndGoesOnAtTheReturn() {
    keep("work");
    sees(alice(2));
    sees(alice(1));
    temporal.sleep(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);

    sees();
    temporal.sleep(Duration.ofSeconds(29));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    temporal.sleep(Duration.ofSeconds(2));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    temporal.sleep(Duration.ofHours(23));
    sees(bob());
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    assertThat(attendance.story()).contains("keeper shows  (paused)");
  }

  @Test
  void whatHappenedStandsInTheTasksState() {
    keep("work");
    sees(alice(2));
    sees();
    temporal.sleep(Duration.ofHours(1));
    sees(alice(1));
    temporal.sleep(Duration.ofMinutes(1));

    Absence absence = keeper().sees().absences().get(0);
    assertThat(absence.last()).containsExactly(alice(2));
    assertThat(absence.outcome()).isEqualTo(Absence.Outcome.PAUSED);
    assertThat(absence.decidedAtMillis().orElseThrow() - absence.leftAtMillis())
        .isBetween(30_000L, 31_000L);
    assertThat(absence.endedAtMillis().orElseThrow() - absence.leftAtMillis())
        .isBetween(3_590_000L, 3_610_000L);
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aTaskIsGivenUpWhenNobodyReturns() {
    keep("work");
    sees(alice(1));
    sees();

    temporal.sleep(Duration.ofHours(25));

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.ABANDONED);
  }

  @Test
  void aTaskIsCancelledIfThePolicySaysSo() {
    keep("cancel");
    sees(alice(1));
    sees();

    temporal.sleep(Duration.ofMinutes(1));

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.ABANDONED);
  }

  @Test
  void whatIsUnknownPausesNothing() {
    keep("work");
    sees(alice(1));
    tell(new Tenure(TASKS_OWN, 1)); // and then she came back, which no worker could see
    temporal.sleep(Duration.ofMinutes(5));

    assertThat(attendance.looks()).isPositive();
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void whatAStaleTenureSawDoesNotCount() {
    keep("work");
    tell(new Tenure(TASKS_OWN, 2), alice(1));
    tell(new Tenure(TASKS_OWN, 1));
    temporal.sleep(Duration.ofMinutes(5));

    assertThat(keeper().sees().people().has("alice")).isTrue();
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void whatAnEarlierAttendanceSawDoesNotCount() {
    keep("attend-again");
    await().until(() -> view().past().size() == 1);
    tell(new Tenure(1, 1), alice(1)); // before the task attends again
    vigil.signal("wrapUp");
    await().until(() -> !view().agents().isEmpty());
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
    temporal.sleep(Duration.ofMinutes(30));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    sees(bob(), alice(1));
    vigil.signal("wrapUp");

    assertThat(story()).containsExactly("done");
  }

  @Test
  void aTaskIsGivenUpWhenNobodyEverComes() {
    keep("wait-for-alice");
    sees(bob());

    temporal.sleep(Duration.ofMinutes(61));

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.ABANDONED);
  }

  @Test
  void aTaskSeesWhoComesAndGoes() {
    keep("listen");
    sees(alice(1));
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

  @Test
  void aPersonsPauseOutranksAReturn() {
    keep("work");
    sees(alice(1));
    vigil.update("pause", Void.class, new Control("alice", "lunch"));
    sees();
    temporal.sleep(Duration.ofMinutes(5));
    sees(alice(1));
    temporal.sleep(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    vigil.update("resume", Void.class, new Control("alice", "back"));
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aTaskThatAPersonHasPausedIsNotGivenUp() {
    keep("work");
    sees(alice(1));
    sees();
    temporal.sleep(Duration.ofHours(1));
    vigil.update("pause", Void.class, new Control("alice", "over the weekend"));
    temporal.sleep(Duration.ofDays(3));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    vigil.update("resume", Void.class, new Control("alice", "on my way"));
    temporal.sleep(Duration.ofDays(3));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aPersonsPauseHoldsThroughAContinueAsNew() {
    keep("continue");
    sees(alice(1));
    vigil.update("pause", Void.class, new Control("alice", "over the weekend"));
    vigil.signal("wrapUp");
    vigil = client.newUntypedWorkflowStub(TASK);
    await().until(() -> view().agents().size() == 1);
    sees();
    temporal.sleep(Duration.ofDays(3));
    assertThat(keeper().sees().absences()).singleElement().satisfies(absence -> {
      assertThat(absence.last()).containsExactly(alice(1));
      assertThat(absence.outcome()).isEqualTo(Absence.Outcome.NONE);
    });

    vigil.update("resume", Void.class, new Control("alice", "back"));
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  void aPersonMayLetAbandonedWorkGoOn() {
    keep("work");
    sees(alice(1));
    sees();
    temporal.sleep(Duration.ofMinutes(5));
    vigil.update("resume", Void.class, new Control("carol", "it is for tomorrow"));
    temporal.sleep(Duration.ofHours(30));

    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    vigil.signal("wrapUp");
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
            "not in the session room:7, but in room:42: leave \"session\" out");
    pause(new Control("alice", "lunch").in("room:42"));
    vigil.update("resume", Void.class, new Control("night-watch", ""));

    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  private void pause(Control order) {
    vigil.update("pause", Void.class, order);
  }

  @Test
  void aPersonMayCancelATask() {
    keep("work");
    vigil.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
    assertThat(view().cancelledBy()).contains(new Control("alice", "wrong question"));
  }

  @Test
  void aTaskThatAPersonHasPausedAndCancelledCleansUp() {
    keep("tidy");
    vigil.update("pause", Void.class, new Control("alice", "lunch"));
    await().until(() -> keeper().status().state() == AgentState.PAUSED);
    vigil.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertTidied();
  }

  @Test
  void aTaskThatIsGivenUpCleansUp() {
    keep("tidy");
    sees(alice(1));
    sees();
    temporal.sleep(Duration.ofHours(25));

    assertTidied();
  }

  private void assertTidied() {
    assertThatThrownBy(() -> vigil.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    Status last = view().past().get(0).agent().status();
    assertThat(last.text()).isEqualTo("tidied");
    assertThat(last.state()).isEqualTo(AgentState.ACTIVE);
  }

  @Test
  void aPersonsCancelIsNotLostWhenTheTaskContinuesAsNew() throws Exception {
    keep("continue-when-cancelled");
    vigil.update("cancel", Void.class, new Control("alice", "wrong question"));
    vigil = client.newUntypedWorkflowStub(TASK);

    assertThatThrownBy(() -> vigil.getResult(20, TimeUnit.SECONDS, String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
    assertThat(view().cancelledBy()).contains(new Control("alice", "wrong question"));
  }

  @Test
  void messagesAreCountedOnWhenTheTaskContinuesAsNew() {
    keep("continue");
    vigil.update("steer", Long.class, new Steering("alice", "shorter"));
    vigil.update("steer", Long.class, new Steering("alice", "still shorter"));
    vigil.signal("wrapUp");
    vigil = client.newUntypedWorkflowStub(TASK);
    await().until(() -> view().agents().size() == 1);

    assertThat(view().messagesTaken()).isEqualTo(1);
    assertThat(vigil.update("steer", Long.class, new Steering("bob", "in French")))
        .isEqualTo(3);
    vigil.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "sleep", "ask", "wait-a-while"})
  void aTaskThatWaitsForATimeIsCancelledWithoutAWord(String part) {
    keep(part);
    vigil.cancel();

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  @Test
  void aStepThatIsInterruptibleGivesWayToAPause() {
    keep("interruptible");
    await().until(() -> passing.begun.get() == 1);
    vigil.update("pause", Void.class, new Control("alice", "lunch"));
    await().until(() -> keeper().work().discardedSteps() == 1);
    vigil.update("resume", Void.class, new Control("alice", "back"));
    await().until(() -> passing.begun.get() == 2);
    passing.end();

    assertThat(story()).containsExactly("passed in turn 2");
  }

  @Test
  void timeStandsStillWhileATaskIsPaused() {
    keep("sleep");
    sees(alice(1));
    temporal.sleep(Duration.ofMinutes(4));
    vigil.update("pause", Void.class, new Control("alice", "lunch"));
    temporal.sleep(Duration.ofMinutes(60));
    vigil.update("resume", Void.class, new Control("alice", "back"));

    assertThat(story()).containsExactly("active 10", "all 70");
  }

  @Test
  void aTimeOfNoFullMillisecondsLeavesNoTimerOfNothing() {
    keep("sleep-a-third");
    assertThat(story()).isEmpty();

    assertThat(client.fetchHistory(TASK).getEvents())
        .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
        .singleElement()
        .extracting(timer ->
            Durations.toMillis(timer.getTimerStartedEventAttributes().getStartToFireTimeout()))
        .isEqualTo(334L);
  }

  @Test
  void messagesAreTakenInOrderAndCounted() {
    keep("steered");
    assertThat(vigil.update("steer", Long.class, new Steering("alice", "shorter")))
        .isEqualTo(1);
    assertThat(vigil.update("steer", Long.class, new Steering("bob", "in French")))
        .isEqualTo(2);
    assertThat(view().messagesTaken()).isZero();

    vigil.signal("wrapUp");

    assertThat(story()).containsExactly("alice: shorter", "bob: in French");
    assertThat(view().messagesTaken()).isEqualTo(2);
  }

  @Test
  void aTaskThatIsGivenUpTakesNoFurtherStep() {
    keep("wait-then-step");

    temporal.sleep(Duration.ofHours(2));

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(passing.begun).hasValue(0);
  }

  @Test
  void aPartOfTheWorkMayHaveAPolicyOfItsOwn() {
    keep("part");
    sees(alice(1), bob());
    sees(alice(1));
    temporal.sleep(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    sees(alice(1), bob());
    temporal.sleep(Duration.ofSeconds(1));
    assertThat(view().state()).isEqualTo(AgentState.ACTIVE);
    vigil.signal("wrapUp");

    assertThat(story()).containsExactly("done");
  }

  @Test
  void aQuestionIsAnsweredByWhoeverMay() {
    keep("ask");
    await().until(() -> !view().questions().isEmpty());
    Question question = view().questions().get(0);

    assertThatThrownBy(() -> answer(question.id(), "mallory"))
        .hasStackTraceContaining("mallory may not answer question")
        .hasStackTraceContaining("it is for alice, bob");
    assertThatThrownBy(() -> answer(7, "alice")).hasStackTraceContaining("nobody asks question 7");
    assertThatThrownBy(() -> vigil.update("answer", Void.class, Map.of("by", "bob")))
        .hasStackTraceContaining(
            "\"question\" must be the id of a question but was missing: send {");
    assertThatThrownBy(() -> vigil.update(
            "answer",
            Void.class,
            Map.of("question", question.id(), "by", "bob", "isApproval", "y")))
        .hasStackTraceContaining("must be {\"question\": …, \"by\": …, \"isApproval\": true,");
    answer(question.id(), "bob");

    assertThat(story()).containsExactly("Approved[by=bob, comment=fine]");
    assertThat(attendance.story())
        .containsSubsequence("keeper shows thinking (asking)", "keeper shows thinking");
  }

  private void answer(long question, String by) {
    vigil.update("answer", Void.class, new Answer(question, by, true, "fine"));
  }

  @Test
  void aQuestionStandsBesideWhatTheAgentShows() {
    keep("ask");
    await().until(() -> keeper().status().state() == AgentState.ASKING);

    assertThat(keeper().status().detail())
        .containsEntry("page", "3")
        .containsEntry("ask", "Publish this?");
  }

  @Test
  void aQuestionStandsAloneWhereBothAreTooLarge() {
    keep("ask-beside-much");
    await().until(() -> keeper().status().state() == AgentState.ASKING);

    assertThat(keeper().status().detail()).containsOnlyKeys("question", "ask");
  }

  @Test
  void questionsThatAreAskedAtOnceAreShownUntilTheLastIsAnswered() {
    keep("ask-twice");
    await().until(() -> view().questions().size() == 2);
    Question first = view().questions().get(0);
    Question second = view().questions().get(1);

    answer(second.id(), "bob");
    await().until(() -> keeper().status().detail().get("ask").equals(first.text()));
    assertThat(keeper().status().state()).isEqualTo(AgentState.ASKING);
    vigil.signal("wrapUp");
    await().until(() -> keeper().status().text().equals("thinking harder"));
    assertThat(keeper().status().detail()).containsEntry("ask", first.text());

    answer(first.id(), "alice");
    assertThat(story()).hasSize(2);
    SessionView.Agent past = view().past().get(0).agent();
    assertThat(past.status().text()).isEqualTo("thinking harder");
    assertThat(past.status().detail()).isEmpty();
    assertThat(past.status().state()).isEqualTo(AgentState.ACTIVE);
  }

  @Test
  void aQuestionThatNobodyAnswersExpires() {
    keep("ask");

    assertThat(story()).containsExactly("Expired[]");
  }

  @Test
  void anAbandonedTaskStaysSoWhenItContinuesAsNew() {
    keep("continue");
    sees(alice(1));
    sees();
    temporal.sleep(Duration.ofMinutes(5));
    vigil.signal("wrapUp");
    vigil = client.newUntypedWorkflowStub(TASK);
    temporal.sleep(Duration.ofMinutes(5));
    assertThat(view().state()).isEqualTo(AgentState.PAUSED);

    assertThat(keeper().sees().absences()).hasSize(1);

    sees(alice(1));
    vigil.signal("wrapUp");

    assertThat(story()).containsExactly("done");
  }

  @Test
  void aTaskEndsAlthoughTheAttendanceThatItTookOverIsTerminatedWhileItEnds() throws Exception {
    RestingAttendance.isSlow = true;
    keep("continue");
    vigil.signal("wrapUp");
    vigil = client.newUntypedWorkflowStub(TASK);
    await().until(() -> view().agents().size() == 1);
    vigil.signal("wrapUp");
    await().until(this::isToldToEnd);

    client.newUntypedWorkflowStub(ATTENDANCE).terminate("by force");

    assertThat(vigil.getResult(30, TimeUnit.SECONDS, String[].class)).containsExactly("done");
  }

  private boolean isToldToEnd() {
    return client.fetchHistory(ATTENDANCE).getEvents().stream()
        .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
        .anyMatch("understudy.close"::equals);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "bad-grace | grace must be from 0 to 3650 days but was PT-1S",
        "bad-listener | a listener must not be null",
        "bad-wish | what to wait for must not be null",
        "bad-name | a message's name must not be null",
        "bad-twins | this task has a session of reader in room:42 already: close that first, or use it",
        "bad-status | a status must not be blank but was \" \"",
        "bad-detail | a status has a value that JSON cannot hold: status.detail.pages.1",
        "bad-question | a question must not be blank but was \"\"",
        "bad-long-question | a question is shown as a status of at most 1 KiB of JSON, but its text alone has 1100 bytes: shorten it",
        "bad-timeout | the timeout of a question must be from PT0.001S to 3650 days but was PT0S",
        "bad-sleep | the time to sleep must be from PT0S to 3650 days but was PT-30S",
        "bad-limit | the limit of a wait for people must be from PT0S to 3650 days but was PT-30S"
      })
  void whatMakesNoSenseFailsTheTaskAtOnce(String part, String why) {
    keep(part);

    assertThatThrownBy(() -> vigil.getResult(String[].class))
        .cause()
        .isInstanceOfSatisfying(ApplicationFailure.class, refusal -> {
          assertThat(refusal.getType()).isEqualTo(AttendanceActivities.REFUSED);
          assertThat(refusal.getOriginalMessage()).isEqualTo(why);
        });
  }
}
