package dev.understudy.session;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.Sighting;
import dev.understudy.audience.Absence;
import dev.understudy.audience.AudiencePolicy;
import dev.understudy.audience.AudienceState;
import dev.understudy.audience.Audiences;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  private final AttendanceActivities activities = Workflow.newActivityStub(
      AttendanceActivities.class,
      ActivityOptions.newBuilder().setStartToCloseTimeout(LOOK_PATIENCE).build());
  private final SessionName session;
  private final Runnable onChange;
  private final OrderHandler orders;
  private final List<PeopleListener> listeners = new ArrayList<>();
  private final Deque<Sighting> inbox = new ArrayDeque<>();
  private final Alarm alarm = new Alarm(this::wake);
  private final CompletablePromise<TemporalFailure> failed = Workflow.newPromise();
  private Audiences outlook;
  private boolean isBlind;

  /** Not so in a history from before it did. */
  private boolean isResting;

  private boolean isDeciding;
  private boolean isClosed;

  AudienceWatch(
      SessionName session, AudiencePolicy expectation, Runnable onChange, OrderHandler orders) {
    this.session = session;
    this.onChange = onChange;
    this.orders = orders;
    this.outlook = Audiences.of(expectation, now());
  }

  private static long now() {
    return Workflow.currentTimeMillis();
  }

  /** Begins to decide. */
  void start() {
    isResting = Versions.RESTS_BETWEEN_NEWS.isInForce();
    decideAll();
  }

  /** There may be something to decide. */
  private void wake() {
    if (isResting && !isDeciding && !isClosed) {
      decideAll();
    }
  }

  /** Detached: a task that is cancelled still sees its people while it cleans up. */
  private void decideAll() {
    isDeciding = true;
    Workflow.newDetachedCancellationScope(() -> Async.procedure(this::run)).run();
  }

  /** A bug in here, or in a listener, holds the workflow until it is mended, as any bug in it does. */
  private void run() {
    try {
      if (isBlind) {
        isBlind = false;
        look();
      }
      while (!isClosed && isAnythingToDecide()) {
        decide();
      }
      isDeciding = false;
    } catch (RuntimeException bug) {
      throw new AssertionError("what watches the people of " + session + " failed", bug);
    }
  }

  /** Now; one that does not rest waits until there is. */
  private boolean isAnythingToDecide() {
    AudienceState then = outlook.company();
    alarm.set(then.deadline());
    if (!isResting) {
      Workflow.await(() -> isNews() || outlook.company() != then || alarm.isDue());
    }
    return !isResting || isNews() || alarm.isDue();
  }

  private void decide() {
    takeNews();
    Audiences next = outlook.at(now());
    if (next.isDoubted() && isTooLate()) {
      become(outlook.held(now()));
      return;
    }
    become(next);
    if (outlook.isDoubted() && !isClosed) {
      look();
    }
  }

  /** Whether the task is cancelled, so that nothing may be decided of its work any more. */
  private boolean isTooLate() {
    return orders.isCancelled() && Versions.DECIDES_NOTHING_ONCE_CANCELLED.isInForce();
  }

  private boolean isNews() {
    return isClosed || !inbox.isEmpty();
  }

  private void takeNews() {
    while (!inbox.isEmpty()) {
      People before = people();
      become(outlook.sighted(inbox.remove(), now()));
      tellListeners(before, people());
    }
  }

  private void tellListeners(People before, People now) {
    try {
      tellAll(before, now);
    } catch (TemporalFailure failure) {
      failed.complete(failure);
    }
  }

  private void tellAll(People before, People now) {
    for (PeopleListener listener : List.copyOf(listeners)) {
      now.users().stream().filter(user -> !before.has(user.clientId())).forEach(listener::entered);
      now.users().stream()
          .filter(user -> before.has(user.clientId()) && !before.users().contains(user))
          .forEach(listener::updated);
      before.users().stream().filter(user -> !now.has(user.clientId())).forEach(listener::left);
    }
  }

  /** For as long as it takes: what nobody can see is unknown, and never acted on. */
  private void look() {
    CancellationScope scope = Workflow.newCancellationScope(() -> {
      Promise<People> looking = Async.function(activities::look, session);
      // One that is left may fail, and the SDK would warn of that.
      var unused = looking.handle((people, refused) -> null);
      Workflow.await(() -> looking.isCompleted() || isNews());
      if (!isNews()) {
        looked(looking);
      } else if (!Versions.LEAVES_A_LOOK.isInForce()) { // news is newer than what the look may find
        CancellationScope.current().cancel();
      }
    });
    scope.run();
  }

  private void looked(Promise<People> looking) {
    try {
      People before = people();
      People there = looking.get();
      if (outlook.isDoubted() && isTooLate()) {
        become(outlook.held(now()));
      }
      become(outlook.looked(there, now()));
      tellListeners(before, people());
    } catch (ActivityFailure refused) {
      LOG.warn("nobody can see who is in {}: absence will not count any more", session, refused);
      ignoreAbsence();
    }
  }

  private void ignoreAbsence() {
    if (outlook.isInPart()) {
      become(outlook.ignoring(now()));
    } else {
      expect(AudiencePolicy.NONE);
    }
  }

  private void become(Audiences next) {
    Audiences last = outlook;
    outlook = next;
    if (last.company() != next.company()) {
      onChange.run();
      if (isGivenUp() && !last.isGivenUp()) {
        orders.cancelTask();
      }
    }
  }

  /** Takes in what a worker saw; decided on by the loop. */
  void sighted(Sighting sighting) {
    inbox.add(sighting);
    wake();
  }

  People people() {
    return outlook.people();
  }

  List<Absence> absences() {
    return outlook.absences();
  }

  boolean isPausing() {
    return outlook.company().isPausing();
  }

  /** Whether the work has to wait because nobody has come yet. */
  boolean isAwaitingFirst() {
    return isPausing() && outlook.company().isUnmet();
  }

  boolean isGivenUp() {
    return outlook.isGivenUp();
  }

  void listen(PeopleListener listener) {
    listeners.add(listener);
  }

  /** Does something once a listener has failed the task. */
  void whenFailed(Functions.Proc action) {
    Promise<Void> unused = failed.thenApply(failure -> {
      action.apply();
      return null;
    });
  }

  boolean hasFailed() {
    return failed.isCompleted();
  }

  /** Throws what a listener has failed the task with. */
  void throwIfFailed() {
    if (hasFailed()) {
      throw failed.get();
    }
  }

  /** Does a part of the work for others, or under another policy. */
  <R> R during(AudiencePolicy part, Functions.Func<R> work) {
    if (!Versions.COUNTS_THROUGH_PARTS.isInForce()) {
      return duringAlone(part, work);
    }
    turnTo(outlook.begin(part, now()));
    try {
      return work.apply();
    } finally {
      turnTo(outlook.end(part, now()));
    }
  }

  /** As if there were no other part: so it was in histories that do not count through them. */
  private <R> R duringAlone(AudiencePolicy part, Functions.Func<R> work) {
    AudiencePolicy before = outlook.expectation();
    expect(part);
    try {
      return work.apply();
    } finally {
      expect(before);
    }
  }

  private void expect(AudiencePolicy next) {
    boolean isPassedBy = outlook.isKnownByALook() && !Versions.COUNTS_LOOKS.isInForce();
    turnTo(isPassedBy ? outlook.under(next, now()) : outlook.expecting(next, now()));
  }

  private void turnTo(Audiences next) {
    become(next);
    wake();
  }

  /** Nobody will tell what was told to an earlier run: somebody has to look. */
  void lookFirst() {
    isBlind = true;
  }

  /** A person has paused the task. */
  void hold() {
    if (Versions.HOLDS_WHILE_PAUSED.isInForce()) {
      turnTo(outlook.held(now()));
    }
  }

  /** A person lets the work go on. */
  void excuse() {
    turnTo(outlook.excused(now()));
  }

  /** What the next run has to know. Takes what is still in the inbox into account, but tells nobody. */
  CarriedOver.Watched carried() {
    while (!inbox.isEmpty()) {
      become(outlook.sighted(inbox.remove(), now()));
    }
    return outlook.carried(now());
  }

  void carryOn(CarriedOver.Watched earlier) {
    outlook = outlook.carryingOn(earlier, now());
  }

  /** The task is cancelled: no absence pauses it any more. */
  void letGo() {
    outlook = outlook.over(now());
  }

  void close() {
    isClosed = true;
    alarm.set(Optional.empty());
    letGo();
  }
}
