package dev.understudy.session;

import dev.understudy.presence.AttendanceActivities;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Sighting;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
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
 * Company}. Sightings wait in an inbox for it, so that one thread of the workflow decides alone.
 */
final class PeopleWatch {
  private static final Logger LOG = Workflow.getLogger(PeopleWatch.class);

  /** Attach and sync; a look that takes longer is begun again on another worker. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(30);

  private final AttendanceActivities activities = Workflow.newActivityStub(
      AttendanceActivities.class,
      ActivityOptions.newBuilder().setStartToCloseTimeout(LOOK_PATIENCE).build());
  private final SessionName session;
  private final Runnable onChange;
  private final List<PeopleListener> listeners = new ArrayList<>();
  private final Deque<Sighting> inbox = new ArrayDeque<>();
  private final AbsenceLog absences = new AbsenceLog();
  private Optional<Sighting.Seen> seen = Optional.empty();
  private People people = People.NOBODY;
  private Expectation expectation;
  private Company company;
  private final Alarm alarm = new Alarm();
  private boolean isBlind;
  private boolean isClosed;

  PeopleWatch(SessionName session, Expectation expectation, Runnable onChange) {
    this.session = session;
    this.expectation = expectation;
    this.onChange = onChange;
    this.company = Company.of(expectation.abandonment(), Workflow.currentTimeMillis());
  }

  /** Begins to decide. Detached: a task that is cancelled still sees its people while it cleans up. */
  void start() {
    Workflow.newDetachedCancellationScope(() -> Async.procedure(this::run)).run();
  }

  /** A bug in here, or in a listener, holds the workflow until it is mended, as any bug in it does. */
  private void run() {
    try {
      while (!isClosed) {
        decide();
      }
    } catch (RuntimeException bug) {
      throw new AssertionError("what watches the people of " + session + " failed", bug);
    }
  }

  private void decide() {
    if (isBlind) {
      isBlind = false;
      look();
    }
    awaitNews();
    takeNews();
    become(company.at(Workflow.currentTimeMillis()));
    if (company instanceof Company.Doubted && !isClosed) {
      look();
    }
  }

  private void awaitNews() {
    Company then = company;
    alarm.set(company.deadline());
    Workflow.await(() -> isNews() || company != then || alarm.isDue());
  }

  private boolean isNews() {
    return isClosed || !inbox.isEmpty();
  }

  private void takeNews() {
    while (!inbox.isEmpty()) {
      People before = people;
      take(inbox.remove());
      tellListeners(before, people);
    }
  }

  private void take(Sighting sighting) {
    if (seen.filter(last -> last.compareTo(sighting.seen()) >= 0).isEmpty()) {
      seen = Optional.of(sighting.seen());
      People before = people;
      people = sighting.people();
      become(company.seen(isAnybody(), Workflow.currentTimeMillis()), before);
    }
  }

  private boolean isAnybody() {
    return !expectation.audience().of(people).isEmpty();
  }

  private void tellListeners(People before, People now) {
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
      People before = people;
      people = looking.get();
      become(company.looked(isAnybody(), Workflow.currentTimeMillis()), before);
      tellListeners(before, people);
    } catch (ActivityFailure refused) {
      LOG.warn("nobody can see who is in {}: absence will not count any more", session, refused);
      expect(Expectation.NONE);
    }
  }

  private void become(Company next) {
    become(next, people);
  }

  private void become(Company next, People before) {
    Company last = company;
    company = next;
    if (last != next) {
      absences.note(last, next, expectation.audience().of(before).users());
      onChange.run();
      if (isGivenUp()) {
        TaskState.cancelThisTask();
      }
    }
  }

  /** Takes in what a worker saw; decided on by the loop. */
  void sighted(Sighting sighting) {
    inbox.add(sighting);
  }

  People people() {
    return people;
  }

  List<Absence> absences() {
    return absences.latest();
  }

  boolean isPausing() {
    return company.isPausing();
  }

  boolean isGivenUp() {
    return company instanceof Company.GivenUp;
  }

  void listen(PeopleListener listener) {
    listeners.add(listener);
  }

  Expectation expectation() {
    return expectation;
  }

  /** From now on these are expected, and this becomes of the work without them. */
  void expect(Expectation next) {
    expectation = next;
    long now = Workflow.currentTimeMillis();
    become(company.expecting(next.abandonment(), now));
    if (seen.isPresent()) {
      become(company.seen(isAnybody(), now));
    }
  }

  /** Nobody will tell what was told to an earlier run: somebody has to look. */
  void lookFirst() {
    isBlind = true;
  }

  /** A person has paused the task. */
  void hold() {
    if (Versions.HOLDS_WHILE_PAUSED.isInForce()) {
      become(company.held());
    }
  }

  /** A person lets the work go on. */
  void excuse() {
    become(company.excused(Workflow.currentTimeMillis()));
  }

  /** What the next run has to know. Takes what is still in the inbox into account, but tells nobody. */
  Carried.Watched carried() {
    while (!inbox.isEmpty()) {
      take(inbox.remove());
    }
    return new Carried.Watched(seen, people, company.standing(), absences());
  }

  void carryOn(Carried.Watched watched) {
    seen = watched.seen();
    people = watched.people();
    company = watched.company().under(expectation.abandonment());
    if (seen.isPresent()) {
      company = company.seen(isAnybody(), Workflow.currentTimeMillis());
    }
    absences.carryOn(watched.absences());
  }

  void close() {
    isClosed = true;
    alarm.set(Optional.empty());
  }
}
