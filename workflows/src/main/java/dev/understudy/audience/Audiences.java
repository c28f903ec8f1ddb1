package dev.understudy.audience;

import dev.understudy.attendance.Sighting;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import dev.understudy.session.CarriedOver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task knows of the people of one session, whom of them it works for, and what follows. A pure
 * state machine around {@link AudienceState}: each event gives the next state, and the caller passes the time, in
 * milliseconds of the workflow's clock. Immutable.
 *
 * <p>Each audience that the work, or a part of it, has been for has a company of its own, which knows since when
 * nobody of it has been there. Only that of the part at work decides anything. The others are held, as by a
 * person: they note who comes and goes, for when a part is for them again.
 *
 * @param parts of the work that are being done: the whole first, and last the one that was begun last
 * @param companies of those audiences and of others, whom parts were for that are over
 * @param seen when a worker last told who is there; empty before the first has
 * @param people who is there, as told or looked at last
 * @param most the same people, each with the most devices at once since coming
 * @param log their absences
 */
public record Audiences(
    List<AudiencePolicy> parts,
    Map<Audience, AudienceState> companies,
    Optional<Sighting.Rank> seen,
    People people,
    People most,
    AbsenceLog log) {
  /** Work has few parts; an audience of none that is forgotten counts its absence anew. */
  private static final int MAX_AUDIENCES = 20;

  public Audiences {
    parts = List.copyOf(parts);
    companies = Collections.unmodifiableMap(new LinkedHashMap<>(companies));
  }

  /** Before anybody has told anything. */
  public static Audiences of(AudiencePolicy expectation, long now) {
    AudienceState company = AudienceState.of(expectation.abandonment(), now);
    return new Audiences(
        List.of(expectation),
        Map.of(expectation.audience(), company),
        Optional.empty(),
        People.NOBODY,
        People.NOBODY,
        AbsenceLog.EMPTY);
  }

  /** What an earlier run of the task knew, under the policy of this one. */
  public Audiences carryingOn(CarriedOver.Watched earlier, long now) {
    AudienceState whole = earlier.company().under(expectation().abandonment());
    Map<Audience, AudienceState> all = new LinkedHashMap<>();
    earlier.others().forEach(other -> all.put(other.audience(), other.held()));
    all.put(audience(), whole);
    People people = earlier.people();
    Audiences then = new Audiences(
        parts,
        all,
        earlier.seen(),
        people,
        most(people, earlier.onMore().orElse(People.NOBODY)),
        AbsenceLog.of(earlier.absences(), audience(), whole.isAbsence()));
    return earlier.seen().isPresent() ? then.allSaw(people, now) : then;
  }

  /** What the next run has to know. */
  public CarriedOver.Watched carried(long now) {
    if (parts.size() > 1) {
      return end(expectation(), now).carried(now);
    }
    People onMore = new People(
        most.users().stream().filter(user -> !people.users().contains(user)).toList());
    return new CarriedOver.Watched(
        seen,
        people,
        company().standing(),
        log.latest(),
        Optional.of(onMore).filter(some -> !some.isEmpty()),
        others());
  }

  private List<CarriedOver.Other> others() {
    return companies.entrySet().stream()
        .filter(one -> !one.getKey().equals(audience()))
        .map(one -> new CarriedOver.Other(one.getKey(), one.getValue().standing()))
        .toList();
  }

  /** For whom the part at work is, and what becomes of it without them. */
  public AudiencePolicy expectation() {
    return parts.get(parts.size() - 1);
  }

  private Audience audience() {
    return expectation().audience();
  }

  /** Whether they are there. */
  public AudienceState company() {
    return company(audience());
  }

  private AudienceState company(Audience audience) {
    return Optional.ofNullable(companies.get(audience)).orElseThrow();
  }

  /** The latest times without those whom the work has been for, oldest first. */
  public List<Absence> absences() {
    return log.latest();
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
  public Audiences sighted(Sighting sighting, long now) {
    return seen.filter(last -> last.compareTo(sighting.seen()) >= 0).isPresent()
        ? this
        : saw(Optional.of(sighting.seen()), sighting.people()).allSaw(most, now);
  }

  /** The next state once somebody has looked because this one doubts. */
  public Audiences looked(People there, long now) {
    AudienceState next = company().looked(isAnybodyOf(audience(), there), now);
    return saw(seen, there).become(audience(), next, most, now).allSaw(most, now);
  }

  private Audiences saw(Optional<Sighting.Rank> then, People there) {
    return new Audiences(parts, companies, then, there, most(there, most), log);
  }

  /** With what follows for each audience of who is there, before which {@code before} were. */
  private Audiences allSaw(People before, long now) {
    Audiences next = this;
    for (Map.Entry<Audience, AudienceState> one : companies.entrySet()) {
      AudienceState company = one.getValue().seen(isAnybodyOf(one.getKey(), people), now);
      next = next.become(one.getKey(), company, before, now);
    }
    return next;
  }

  /** The next state once a part of the work begins, for others, or with another policy. */
  public Audiences begin(AudiencePolicy next, long now) {
    Audiences suspended = become(audience(), company().suspended(), most, now);
    AudienceState begun = suspended.begun(next, company(), now);
    List<AudiencePolicy> all = new ArrayList<>(parts);
    all.add(next);
    AbsenceLog then = begun.isAbsence()
        ? suspended.log.missed(next.audience(), begun.standing().since())
        : suspended.log;
    return suspended
        .with(all, suspended.companies, then)
        .with(next.audience(), holding(begun, company()))
        .forgetting(now);
  }

  /**
   * Of an audience that no part has been for, an absence begins with the part, unless nobody at all has come
   * yet.
   */
  private AudienceState begun(AudiencePolicy next, AudienceState atWork, long now) {
    AudienceState known = companies.get(next.audience());
    if (known != null) {
      return known instanceof AudienceState.GivenUp
          ? known
          : known.standing().under(next.abandonment());
    }
    AudienceState begun = atWork.suspended().free().expecting(next.abandonment(), now);
    // The clean-up of a task that was given up for want of others waits for nobody.
    return begun instanceof AudienceState.GivenUp
        ? new AudienceState.Here(next.abandonment())
        : begun.seen(isAnybodyOf(next.audience(), people), now);
  }

  /** The same, held if a person has paused what was {@code atWork}. */
  private static AudienceState holding(AudienceState next, AudienceState atWork) {
    return atWork instanceof DeferredState.Held ? next.held() : next;
  }

  /**
   * The next state once the part of the work that has that expectation is over, which may not be the one at
   * work.
   */
  public Audiences end(AudiencePolicy ended, long now) {
    int index = parts.lastIndexOf(ended);
    if (index < 1) {
      throw new IllegalArgumentException("no part of the work is for " + ended);
    }
    List<AudiencePolicy> left = new ArrayList<>(parts);
    left.remove(index);
    Audiences next = with(left, companies, log);
    if (index == left.size()) {
      next =
          next.become(ended.audience(), company().suspended(), most, now).goingOn(company(), now);
    }
    return next.isForSomePart(ended.audience())
        ? next
        : next.with(left, next.companies, next.log.parted(ended.audience(), now));
  }

  /** With what is at work now let free, unless a person has paused what was at work. */
  private Audiences goingOn(AudienceState atWork, long now) {
    AudienceState held = company();
    AudienceState next = held instanceof AudienceState.GivenUp
        ? held
        : holding(held.standing().under(expectation().abandonment()), atWork);
    return become(audience(), next, most, now);
  }

  private boolean isForSomePart(Audience audience) {
    return parts.stream().anyMatch(part -> part.audience().equals(audience));
  }

  private Audiences forgetting(long now) {
    Map<Audience, AudienceState> kept = new LinkedHashMap<>(companies);
    AbsenceLog then = log;
    for (Audience audience : companies.keySet()) {
      if (kept.size() > MAX_AUDIENCES && !isForSomePart(audience)) {
        kept.remove(audience);
        then = then.ended(audience, now);
      }
    }
    return with(parts, kept, then);
  }

  /** The next state if nobody can see who is there: nothing follows from an absence in this part. */
  public Audiences ignoring(long now) {
    AudienceState ignored = company().suspended().standing().under(Abandonment.ignored());
    return become(audience(), holding(ignored, company()), most, now);
  }

  /** The next state once the clock reads {@code now}. */
  public Audiences at(long now) {
    return isGivenUp() ? this : becomeAtWork(company().at(now), now);
  }

  /** The next state once a person has paused the task. */
  public Audiences held(long now) {
    return becomeAtWork(company().held(), now);
  }

  /**
   * The next state once a person has let the work go on although nobody is there. If that was for this session's
   * sake, no absence counts that has begun before, in whichever part.
   */
  public Audiences excused(long now) {
    AudienceState next = company().excused(now);
    if (next == company()) {
      return this;
    }
    Audiences excused =
        becomeAtWork(next.isAbsence() ? next.expecting(next.policy(), now) : next, now);
    for (Audience audience : companies.keySet()) {
      AudienceState other = company(audience);
      if (!audience.equals(audience()) && (other.isAbsence() || other.isUnmet())) {
        AudienceState let = new AudienceState.Excused(other.policy()).held();
        excused = excused.become(audience, let, most, now);
      }
    }
    return excused;
  }

  /** The next state once the work is over, or is to end: no absence matters any more. */
  public Audiences over(long now) {
    AbsenceLog next = log;
    for (Audience audience : companies.keySet()) {
      next = next.ended(audience, now);
    }
    return with(parts, companies, next);
  }

  private Audiences with(
      List<AudiencePolicy> all, Map<Audience, AudienceState> each, AbsenceLog absences) {
    return new Audiences(all, each, seen, people, most, absences);
  }

  private Audiences with(Audience audience, AudienceState company) {
    Map<Audience, AudienceState> each = new LinkedHashMap<>(companies);
    each.put(audience, company);
    return with(parts, each, log);
  }

  private Audiences becomeAtWork(AudienceState next, long now) {
    return become(audience(), next, most, now);
  }

  /** {@code before} were there until then. */
  private Audiences become(Audience audience, AudienceState next, People before, long now) {
    AudienceState last = company(audience);
    if (next == last) {
      return this;
    }
    List<User> gone = audience.of(before).users();
    AbsenceLog noted = log.noted(audience, last, next, gone, now);
    AbsenceLog then = isForSomePart(audience) ? noted : noted.parted(audience, now);
    return with(parts, companies, then).with(audience, next);
  }

  private static boolean isAnybodyOf(Audience audience, People there) {
    return !audience.of(there).isEmpty();
  }

  /** Whether somebody has to look before anything is decided. */
  public boolean isDoubted() {
    return company() instanceof DeferredState.Doubted;
  }

  /** Whether the task is to be cancelled, because nobody is there. Final. */
  public boolean isGivenUp() {
    return companies.values().stream().anyMatch(AudienceState.GivenUp.class::isInstance);
  }
}
