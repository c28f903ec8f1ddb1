package dev.understudy.session;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.refusal.Refusal;
import dev.understudy.step.StepClock;
import java.util.Optional;

/**
 * The parts of one session, which the task tells of what concerns them: {@link AgentSession} is what its
 * author sees of them. Confined to the workflow's threads.
 */
final class OpenSession {
  /** How an attendance of a task begins. */
  interface Beginning {
    AttendanceHandle begin(AttendanceSpec spec, Status first);
  }

  private final Openness openness;
  private final Pauses pauses;
  private final AudienceWatch watch;
  private final ShownStatus shown;
  private final AttendanceHandle attendance;
  private final Checkpoints checkpoints;
  private final InterruptibleSteps steps;

  /**
   * Makes the agent present, as {@code wanted}.
   *
   * @param beginning makes the agent present, showing a status first
   */
  OpenSession(AttendanceSpec spec, SessionSpec wanted, TaskCourse course, Beginning beginning) {
    StepClock clock = StepClock.ofThisTask();
    this.openness = new Openness(spec);
    this.pauses = new Pauses(course);
    this.watch = new AudienceWatch(spec.session(), wanted.policy(), pauses, course);
    Status first = first(spec, wanted.first(), clock);
    this.shown = new ShownStatus(spec, first, clock, course::changed);
    this.attendance = beginning.begin(spec, first);
    this.checkpoints = new Checkpoints(openness, course, pauses, watch, attendance, shown);
    this.steps = new InterruptibleSteps(checkpoints, pauses);
  }

  private static Status first(AttendanceSpec spec, Status wanted, StepClock clock) {
    if (wanted.equals(Status.NONE)) {
      return wanted;
    }
    Status first = wanted.withState(AgentState.ACTIVE, clock.next());
    Refusal.orResult(() -> new StatusMessage(spec.task(), first).toJson());
    return first;
  }

  /** Goes on from what an earlier run left open. */
  void carryOn(CarriedOver.LeftOpen earlier) {
    watch.carryOn(earlier.watched());
    pauses.carryOn(earlier.activeMillis());
    shown.carryOn(earlier.status(), earlier.unseen());
  }

  /** The tenure of an attendance that runs already has told whom it sees, and will not tell again. */
  void beginAnew() {
    if (attendance.isTakenOver()) {
      watch.lookFirst();
    }
  }

  /** Begins to count, and to decide. */
  void start() {
    attendance.whenLost(this::resume);
    pauses.begin();
    watch.start();
  }

  /** Its agent may have left although nobody has closed it: it comes back, as what the task said last. */
  void resume() {
    attendance.resume(shown::anew, () -> {
      if (attendance.isTakenOver()) {
        shown.showNow();
        watch.lookAgain();
      }
    });
    shown.speakAs(attendance.spec());
  }

  /** Nothing is done in it any more, but its agent has yet to {@linkplain #leave}. */
  void end() {
    openness.end();
    shown.end();
    pauses.end();
    watch.close();
  }

  /** Waits until the agent has been told to leave. */
  void leave(LeaveReason reason) {
    attendance.close(reason);
  }

  AttendanceSpec spec() {
    return attendance.spec();
  }

  Seat seat() {
    return new Seat(spec().session(), spec().agent());
  }

  Openness openness() {
    return openness;
  }

  Pauses pauses() {
    return pauses;
  }

  AudienceWatch watch() {
    return watch;
  }

  ShownStatus shown() {
    return shown;
  }

  AttendanceHandle attendance() {
    return attendance;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  InterruptibleSteps steps() {
    return steps;
  }

  People people() {
    return watch.people();
  }

  boolean isPaused() {
    return pauses.isPaused();
  }

  boolean isCleaningUp() {
    return pauses.arePassedBy();
  }

  OrderRights.Attended attended() {
    return new OrderRights.Attended(spec().session(), spec().agent(), people());
  }

  void sighted(Sighting sighting) {
    if (!attendance.isOfAnEarlierOne(sighting)) {
      attendance.sighted(sighting);
      watch.sighted(sighting);
    }
  }

  /** A person has paused the task. */
  void hold() {
    watch.hold();
    pauses.changed();
  }

  /** A person lets the work go on although nobody is there. */
  void excuse() {
    watch.excuse();
    pauses.changed();
  }

  CarriedOver.LeftOpen carried() {
    return new CarriedOver.LeftOpen(
        spec().session(),
        spec().agent(),
        attendance.place(),
        shown.carried(),
        shown.isUnseen(),
        watch.carried(),
        pauses.activeTime().toMillis());
  }

  SessionView.Agent view(Optional<Handoff.Turn> keeper) {
    return new TaskView.OneAgent(
        spec().session(),
        spec().agent(),
        keeper,
        shown.shown(),
        new TaskView.SeenPeople(people(), watch.absences(), watch.due()),
        new TaskView.DoneWork(pauses.activeTime().toMillis(), steps.discarded()));
  }
}
