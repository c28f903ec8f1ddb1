package dev.understudy.session;

import dev.understudy.presence.People;
import dev.understudy.presence.Sighting;
import dev.understudy.presence.User;
import java.util.List;
import java.util.Optional;

/**
 * What a task knows of the people of one session, whom of them it works for, and what follows. A pure
 * state machine around {@link Company}: each event gives the next state, and the caller passes the time, in
 * milliseconds of the workflow's clock. Immutable.
 *
 * @param expectation for whom the work is, and what becomes of it without them
 * @param company whether they are there
 * @param seen when a worker last told who is; empty before the first has
 * @param people who is there, as told or looked at last
 * @param most the same people, each with the most devices at once since coming
 * @param absences the latest times without them
 */
record Outlook(
    Expectation expectation,
    Company company,
    Optional<Sighting.Seen> seen,
    People people,
    People most,
    AbsenceLog absences) {
  /** Before anybody has told anything. */
  static Outlook of(Expectation expectation, long now) {
    Company company = Company.of(expectation.abandonment(), now);
    return new Outlook(
        expectation, company, Optional.empty(), People.NOBODY, People.NOBODY, AbsenceLog.EMPTY);
  }

  /** What an earlier run of the task knew, under the policy of this one. */
  Outlook carryingOn(Carried.Watched earlier, long now) {
    Company company = earlier.company().under(expectation.abandonment());
    if (earlier.seen().isPresent()) {
      company = company.seen(isAnybodyOf(earlier.people()), now);
    }
    People people = earlier.people();
    return new Outlook(
        expectation,
        company,
        earlier.seen(),
        people,
        most(people, earlier.onMore().orElse(People.NOBODY)),
        new AbsenceLog(earlier.absences()));
  }

  /** What the next run has to know. */
  Carried.Watched carried() {
    People onMore = new People(
        most.users().stream().filter(user -> !people.users().contains(user)).toList());
    return new Carried.Watched(
        seen,
        people,
        company.standing(),
        absences.latest(),
        Optional.of(onMore).filter(some -> !some.isEmpty()));
  }

  /** Those who are {@code there}, each with the most devices of now and {@code before}. */
  private static People most(People there, People before) {
    return new People(there.users().stream()
        .map(user -> before
            .user(user.clientId())
            .filter(earlier -> earlier.devices() > user.devices())
            .map(earlier -> new User(user.clientId(), earlier.devices(), user.role()))
            .orElse(user))
        .toList());
  }

  /** The next state once a worker has told what it saw; one that is not newer than the last is old. */
  Outlook sighted(Sighting sighting, long now) {
    if (seen.filter(last -> last.compareTo(sighting.seen()) >= 0).isPresent()) {
      return this;
    }
    People there = sighting.people();
    AbsenceLog log = absences.met(there);
    return new Outlook(
            expectation, company, Optional.of(sighting.seen()), there, most(there, most), log)
        .become(company.seen(isAnybodyOf(there), now), most, now);
  }

  /** The next state once somebody has looked because this one doubts. */
  Outlook looked(People there, long now) {
    AbsenceLog log = absences.met(there);
    return new Outlook(expectation, company, seen, there, most(there, most), log)
        .become(company.looked(isAnybodyOf(there), now), most, now);
  }

  /**
   * The next state once others are expected, or something else becomes of the work without them. An absence
   * counts from when it began, also if that was in an earlier part of the work.
   */
  Outlook expecting(Expectation next, long now) {
    long since = absences
        .parted(expectation.audience(), company)
        .awaySince(next.audience())
        .orElse(now);
    return expecting(next, since, now);
  }

  /** The same, but whatever runs begins anew. */
  Outlook expectingAnew(Expectation next, long now) {
    return expecting(next, now, now);
  }

  private Outlook expecting(Expectation next, long since, long now) {
    AbsenceLog log = absences.parted(expectation.audience(), company);
    Company begun = company.expecting(next.abandonment(), now).awaySince(since);
    Outlook changed = new Outlook(next, company, seen, people, most, log).become(begun, now);
    boolean isAnybodyThere = changed.isAnybodyOf(people);
    return changed.become(changed.company.seen(isAnybodyThere, now).awaySince(since), now);
  }

  /** The same as that, whoever is there. */
  Outlook under(Expectation next, long now) {
    return new Outlook(next, company, seen, people, most, absences)
        .become(company.expecting(next.abandonment(), now), now);
  }

  /** Whether somebody has looked who is there, and no worker has told since. */
  boolean isKnownByALook() {
    return seen.isEmpty() && !people.isEmpty();
  }

  /** The next state once the clock reads {@code now}. */
  Outlook at(long now) {
    return become(company.at(now), now);
  }

  /** The next state once a person has paused the task. */
  Outlook held(long now) {
    return become(company.held(), now);
  }

  /** The next state once a person has let the work go on although nobody is there. */
  Outlook excused(long now) {
    return become(company.excused(now), now);
  }

  private Outlook become(Company next, long now) {
    return become(next, most, now);
  }

  /** {@code before} were there until then. */
  private Outlook become(Company next, People before, long now) {
    if (next == company) {
      return this;
    }
    List<User> last = expectation.audience().of(before).users();
    return new Outlook(
        expectation, next, seen, people, most, absences.noted(company, next, last, now));
  }

  private boolean isAnybodyOf(People there) {
    return !expectation.audience().of(there).isEmpty();
  }

  /** Whether somebody has to look before anything is decided. */
  boolean isDoubted() {
    return company instanceof Unsettled.Doubted;
  }

  /** Whether the task is to be cancelled, because nobody is there. Final. */
  boolean isGivenUp() {
    return company instanceof Company.GivenUp;
  }
}
