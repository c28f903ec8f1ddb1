package dev.understudy.session;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.Sighting;
import dev.understudy.audience.Absence;
import dev.understudy.audience.AudiencePolicy;
import dev.understudy.audience.AudienceState;
import dev.understudy.audience.Audiences;
import dev.understudy.audience.AudiencesMemo;
import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.presence.Brief;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The people of one session as its task sees them, and what follows: a thin loop around {@link
 * Audiences}. Sightings wait in an inbox for it, so that one thread of the workflow decides alone. It rests
 * between news: a thread that waits is woken by each event, and in a replay by all of the history's.
 */
final class AudienceWatch {
  private static final Logger LOG = Workflow.getLogger(AudienceWatch.class);

  /** Attach and sync; a look that takes longer is begun again on another worker. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(30);

  private final AttendanceActivities activities;
  private final SessionName session;
  private final Pauses pauses;
  private final TaskCourse course;
  private final PeopleListeners listeners = new PeopleListeners();
  private final Deque<Sighting> inbox = new ArrayDeque<>();
  private final Alarm alarm = new Alarm(this::nextOutcome, this::wake);
  private Audiences audiences;
  private boolean isBlind;

  /** Whether no thread decides, as before it has started. */
  private boolean isAtRest;

  private boolean isClosed;

  AudienceWatch(SessionName session, AudiencePolicy policy, Pauses pauses, TaskCourse course) {
    this.activities = Workflow.newActivityStub(
        AttendanceActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(AblyQueue.of(Workflow.getInfo().getTaskQueue()))
            .setStartToCloseTimeout(LOOK_PATIENCE)
            .setSummary("looks who is in " + Brief.of(session))
            .build());
    this.session = session;
    this.pauses = pauses;
    this.course = course;
    this.audiences = Audiences.of(policy, now());
    pauses.forAbsence(isPausing());
  }

  private static long now() {
    return Workflow.currentTimeMillis();
  }

  /** Begins to decide. */
  void start() {
    decideAll();
  }

  /** There may be something to decide. */
  private void wake() {
    if (isAtRest && !isClosed) {
      decideAll();
    }
  }

  /** Decides in a detached scope: a task that is cancelled still sees its people while it cleans up. */
  private void decideAll() {
    isAtRest = false;
    Workflow.newDetachedCancellationScope(() -> Async.procedure(this::run)).run();
  }

  /** A bug in here, or in a listener, holds the workflow until it is mended, as any bug in it does. */
  private void run() {
    try {
      while (!isClosed && (isBlind || isAnythingToDecide())) {
        lookOrDecide();
      }
      isAtRest = true;
    } catch (RuntimeException bug) {
      throw new AssertionError("what watches the people of " + session + " failed", bug);
    }
  }

  private void lookOrDecide() {
    if (isBlind) {
      isBlind = false;
      look();
    } else {
      decide();
    }
  }

  private boolean isAnythingToDecide() {
    alarm.set(audiences.state().deadline());
    return isNews() || alarm.isDue();
  }

  private void decide() {
    takeNews();
    Audiences next = audiences.at(now());
    if (next.isDoubted() && isTooLate()) {
      become(audiences.held(now()));
      return;
    }
    become(next);
    if (audiences.isDoubted() && !isClosed) {
      look();
    }
  }

  /** Whether the task is cancelled, so that nothing may be decided of its work any more. */
  private boolean isTooLate() {
    return course.isCancelled();
  }

  private boolean isNews() {
    return isClosed || !inbox.isEmpty();
  }

  private void takeNews() {
    while (!inbox.isEmpty()) {
      People before = people();
      become(afterNext());
      listeners.tell(before, people());
    }
  }

  /** What is known once the next in the inbox is taken into account. */
  private Audiences afterNext() {
    Sighting next = inbox.remove();
    return audiences.sighted(next.seen(), next.people(), now());
  }

  /**
   * Looks for as long as it takes: what nobody can see is unknown, and never acted on. News is newer than what the
   * look may find, which is left then to end by itself: that costs no event, as a cancellation would.
   */
  private void look() {
    Promise<People> looking = Async.function(activities::look, session);
    // One that is left may fail, and the SDK would warn of that.
    var unused = looking.handle((people, refused) -> null);
    Workflow.await(() -> looking.isCompleted() || isNews());
    if (!isNews()) {
      looked(looking);
    }
  }

  private void looked(Promise<People> looking) {
    try {
      People before = people();
      People there = looking.get();
      if (audiences.isDoubted() && isTooLate()) {
        become(audiences.held(now()));
      }
      become(audiences.looked(there, now()));
      listeners.tell(before, people());
    } catch (ActivityFailure refused) {
      LOG.warn("nobody can see who is in {}: absence will not count any more", session, refused);
      become(audiences.ignoring(now()));
    }
  }

  private void become(Audiences next) {
    Audiences last = audiences;
    audiences = next;
    if (!last.people().equals(next.people())) {
      course.changed();
    }
    if (last.state() != next.state()) {
      measure(last, next);
      pauses.forAbsence(isPausing());
      if (isGivenUp() && !last.isGivenUp()) {
        course.cancelTask();
      }
    }
  }

  private static void measure(Audiences last, Audiences next) {
    Measures measures = Measures.ofThisTask();
    if (next.state().isAbsence() && !last.state().isAbsence()) {
      measures.count(Metric.ABSENCES);
    }
    if (next.isGivenUp() && !last.isGivenUp()) {
      measures.count(Metric.ABANDONMENTS);
    } else if (next.state().isPausing() && !last.state().isPausing()) {
      measures.count(Metric.PAUSES, "absence");
    }
  }

  /** Takes in what a worker saw; decided on by the loop. */
  void sighted(Sighting sighting) {
    inbox.add(sighting);
    wake();
  }

  People people() {
    return audiences.people();
  }

  List<Absence> absences() {
    return audiences.absences();
  }

  /** What the alarm is for. */
  private String nextOutcome() {
    return due()
        .map(due -> "%s unless somebody comes to %s"
            .formatted(
                due.outcome() == Absence.Outcome.CANCELLED ? "gives up" : "pauses",
                Brief.of(session)))
        .orElse("looks again who is in " + Brief.of(session));
  }

  /** What comes of an absence next, and when; empty if nothing will. */
  Optional<SessionView.Due> due() {
    AudienceState state = audiences.state();
    return state
        .deadline()
        .map(at -> new TaskView.NextDue(
            state.confirmed(at) instanceof AudienceState.GivenUp
                ? Absence.Outcome.CANCELLED
                : Absence.Outcome.PAUSED,
            at));
  }

  private boolean isPausing() {
    return audiences.state().isPausing();
  }

  /** Whether the work has to wait because nobody has come yet. */
  boolean isAwaitingFirst() {
    return isPausing() && audiences.state().isUnmet();
  }

  boolean isGivenUp() {
    return audiences.isGivenUp();
  }

  PeopleListeners listeners() {
    return listeners;
  }

  /** Does a part of the work for others, or under another policy. */
  <R> R during(AudiencePolicy part, Functions.Func<R> work) {
    turnTo(audiences.begin(part, now()));
    try {
      return work.apply();
    } finally {
      turnTo(audiences.end(part, now()));
    }
  }

  private void turnTo(Audiences next) {
    become(next);
    wake();
  }

  /** Nobody will tell what was told to an earlier run: somebody has to look. */
  void lookFirst() {
    isBlind = true;
  }

  /** What was told may have been missed: somebody has to look. */
  void lookAgain() {
    isBlind = true;
    wake();
  }

  /** A person has paused the task. */
  void hold() {
    turnTo(audiences.held(now()));
  }

  /** A person lets the work go on. */
  void excuse() {
    turnTo(audiences.excused(now()));
  }

  /** What the next run has to know. Takes what is still in the inbox into account, but tells nobody. */
  AudiencesMemo carried() {
    while (!inbox.isEmpty()) {
      become(afterNext());
    }
    return audiences.carried(now());
  }

  void carryOn(AudiencesMemo earlier) {
    audiences = audiences.carryingOn(earlier, now());
    pauses.forAbsence(isPausing());
  }

  /** The task is cancelled: no absence pauses it any more. */
  void letGo() {
    audiences = audiences.over(now());
  }

  void close() {
    isClosed = true;
    alarm.set(Optional.empty());
    letGo();
  }
}
