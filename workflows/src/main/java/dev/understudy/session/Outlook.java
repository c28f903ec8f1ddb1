package dev.understudy.session;

import dev.understudy.presence.People;
import dev.understudy.presence.Sighting;
import dev.understudy.presence.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a task knows of the people of one session, whom of them it works for, and what follows. A pure
 * state machine around {@link Company}: each event gives the next state, and the caller passes the time, in
 * milliseconds of the workflow's clock. Immutable.
 *
 * <p>While a part of the work is done, that part alone decides. Those that it is a part of are held, as by a
 * person: they note who comes and goes, so that each knows, once it decides again, since when nobody has been there.
 *
 * @param parts of the work that are being done: the whole first, and last the one that was begun last
 * @param seen when a worker last told who is there; empty before the first has
 * @param people who is there, as told or looked at last
 * @param most the same people, each with the most devices at once since coming
 * @param log the absences of those whom the work is for
 */
record Outlook(
    List<Part> parts, Optional<Sighting.Seen> seen, People people, People most, AbsenceLog log) {
  Outlook {
    parts = List.copyOf(parts);
  }

  /** Before anybody has told anything. */
  static Outlook of(Expectation expectation, long now) {
    Part whole = new Part(expectation, Company.of(expectation.abandonment(), now));
    return new Outlook(
        List.of(whole), Optional.empty(), People.NOBODY, People.NOBODY, AbsenceLog.EMPTY);
  }

  /** What an earlier run of the task knew, under the policy of this one. */
  Outlook carryingOn(Carried.Watched earlier, long now) {
    Part whole = whole().become(earlier.company().under(whole().expectation().abandonment()));
    People people = earlier.people();
    Outlook then = new Outlook(
        List.of(whole),
        earlier.seen(),
        people,
        most(people, earlier.onMore().orElse(People.NOBODY)),
        AbsenceLog.of(earlier, whole.audience(), whole.company()));
    return earlier.seen().isPresent()
        ? then.becomeAtWork(whole.company().seen(whole.isAnybodyOf(people), now), most, now)
            .met()
        : then;
  }

  /** What the next run has to know. */
  Carried.Watched carried(long now) {
    People onMore = new People(
        most.users().stream().filter(user -> !people.users().contains(user)).toList());
    Outlook alone = alone(now);
    return new Carried.Watched(
        seen,
        people,
        whole().company().standing(),
        alone.absences(),
        Optional.of(onMore).filter(some -> !some.isEmpty()),
        alone.log.away(whole().audience()));
  }

  private Outlook alone(long now) {
    return parts.size() == 1 ? this : end(atWork().expectation(), now).alone(now);
  }

  private Part whole() {
    return parts.get(0);
  }

  private Part atWork() {
    return parts.get(parts.size() - 1);
  }

  /** For whom the part at work is. */
  Expectation expectation() {
    return atWork().expectation();
  }

  /** Whether they are there. */
  Company company() {
    return atWork().company();
  }

  /** The latest times without those whom the work is for, oldest first. */
  List<Absence> absences() {
    return log.latest(audiences());
  }

  private Set<Audience> audiences() {
    return parts.stream().map(Part::audience).collect(Collectors.toSet());
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
    return seen.filter(last -> last.compareTo(sighting.seen()) >= 0).isPresent()
        ? this
        : saw(Optional.of(sighting.seen()), sighting.people(), now)
            .becomeAtWork(company().seen(atWork().isAnybodyOf(sighting.people()), now), most, now)
            .met();
  }

  /** The next state once somebody has looked because this one doubts. */
  Outlook looked(People there, long now) {
    return saw(seen, there, now)
        .becomeAtWork(company().looked(atWork().isAnybodyOf(there), now), most, now)
        .met();
  }

  /** With what follows of it for all but the part at work. */
  private Outlook saw(Optional<Sighting.Seen> then, People there, long now) {
    Outlook next = new Outlook(parts, then, there, most(there, most), log);
    for (int index = 0; index < parts.size() - 1; index++) {
      Part part = parts.get(index);
      next = next.become(index, part.company().seen(part.isAnybodyOf(there), now), most, now);
    }
    return next;
  }

  private Outlook met() {
    return with(parts, log.met(people));
  }

  /**
   * The next state once a part of the work begins, for others, or with another policy. An absence of its audience counts
   * from when it began, also if that was in another part of the work.
   */
  Outlook begin(Expectation next, long now) {
    long since = awaySince(next.audience()).orElse(now);
    boolean isAnybodyThere = !next.audience().of(people).isEmpty();
    Company begun = company()
        .expecting(next.abandonment(), now)
        .awaySince(since)
        .seen(isAnybodyThere, now)
        .awaySince(since);
    Outlook suspended = become(parts.size() - 1, atWork().suspended(now).company(), most, now);
    List<Part> all = new ArrayList<>(suspended.parts);
    all.add(new Part(next, begun));
    Company before = new Company.Here(next.abandonment());
    return begun.isAbsence()
        ? with(all, suspended.log.noted(next.audience(), before, begun, List.of(), now))
        : with(all, suspended.log);
  }

  private Optional<Long> awaySince(Audience audience) {
    return parts.stream()
        .filter(part -> part.audience().equals(audience) && part.company().isAbsence())
        .map(part -> part.company().standing().since())
        .findFirst()
        .or(() -> log.awaySince(audience));
  }

  /** The next state once the part of the work that has that expectation is over, which may not be the one at work. */
  Outlook end(Expectation ended, long now) {
    int index = parts.size() - 1;
    while (!parts.get(index).expectation().equals(ended)) {
      index--;
    }
    List<Part> left = new ArrayList<>(parts);
    Part over = left.remove(index);
    if (index == left.size()) {
      left.set(index - 1, left.get(index - 1).after(over));
    }
    AbsenceLog calm =
        log.noted(over.audience(), over.company(), over.suspended(now).company(), List.of(), now);
    Outlook next = with(left, calm);
    return next.audiences().contains(over.audience())
        ? next
        : next.with(left, calm.parted(over.audience(), now));
  }

  /** The next state if others are expected by all of the work, and whatever runs begins anew. */
  Outlook expecting(Expectation next, long now) {
    Outlook changed = under(next, now);
    boolean isAnybodyThere = changed.atWork().isAnybodyOf(people);
    return changed.becomeAtWork(changed.company().seen(isAnybodyThere, now), most, now);
  }

  /** The same as that, whoever is there. */
  Outlook under(Expectation next, long now) {
    return with(
            List.of(new Part(next, company())), log.passedOn(atWork().audience(), next.audience()))
        .becomeAtWork(company().expecting(next.abandonment(), now), most, now);
  }

  /** The next state if nobody can see who is there: nothing follows from an absence any more. */
  Outlook ignoring(long now) {
    Company ignored = company().expecting(Abandonment.ignored(), now);
    return becomeAtWork(ignored.awaySince(company().standing().since()), most, now);
  }

  /** Whether somebody has looked who is there, and no worker has told since. */
  boolean isKnownByALook() {
    return seen.isEmpty() && !people.isEmpty();
  }

  /** The next state once the clock reads {@code now}. */
  Outlook at(long now) {
    return becomeAtWork(company().at(now), most, now);
  }

  /** The next state once a person has paused the task. */
  Outlook held(long now) {
    return becomeAtWork(company().held(), most, now);
  }

  /**
   * The next state once a person has let the work go on although nobody is there: no absence counts that has
   * begun before, in whichever part.
   */
  Outlook excused(long now) {
    Outlook next = becomeAtWork(company().excused(now), most, now);
    for (int index = 0; index < parts.size() - 1; index++) {
      next = next.become(index, parts.get(index).company().excused(now).held(), most, now);
    }
    return with(next.parts, next.log.only(audiences()));
  }

  /** The next state once the work is over, or is to end: no absence matters any more. */
  Outlook over(long now) {
    AbsenceLog next = log;
    for (Part part : parts) {
      next = next.ended(part.audience(), now);
    }
    return with(parts, next);
  }

  private Outlook with(List<Part> all, AbsenceLog absences) {
    return new Outlook(all, seen, people, most, absences);
  }

  /** {@code before} were there until then. */
  private Outlook becomeAtWork(Company next, People before, long now) {
    return become(parts.size() - 1, next, before, now);
  }

  private Outlook become(int index, Company next, People before, long now) {
    Part part = parts.get(index);
    if (next == part.company()) {
      return this;
    }
    List<Part> all = new ArrayList<>(parts);
    all.set(index, part.become(next));
    List<User> last = part.audience().of(before).users();
    return with(all, log.noted(part.audience(), part.company(), next, last, now));
  }

  /** Whether somebody has to look before anything is decided. */
  boolean isDoubted() {
    return company() instanceof Unsettled.Doubted;
  }

  /** Whether the task is to be cancelled, because nobody is there. Final. */
  boolean isGivenUp() {
    return company() instanceof Company.GivenUp;
  }
}
