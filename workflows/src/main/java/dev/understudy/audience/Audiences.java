package dev.understudy.audience;

import dev.understudy.Internal;
import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.User;
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
 * <p>Each audience that the work, or a part of it, has been for has a state of its own, which knows since when
 * nobody of it has been there. Only that of the part at work decides anything. The others are held, as by a
 * person: they note who comes and goes, for when a part is for them again.
 *
 * @param parts of the work that are being done: the whole first, and last the one that was begun last
 * @param states of those audiences and of others, whom parts were for that are over
 * @param seen who is there
 * @param log their absences
 */
@Internal
public record Audiences(
    List<AudiencePolicy> parts,
    Map<Audience, AudienceState> states,
    PeopleSeen seen,
    AbsenceLog log) {
  /** Work has few parts; an audience of none that is forgotten counts its absence anew. */
  private static final int MAX_AUDIENCES = 20;

  public Audiences {
    parts = List.copyOf(parts);
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  /** Before anybody has told anything. */
  public static Audiences of(AudiencePolicy policy, long now) {
    AudienceState state = AudienceState.of(policy.abandonment(), now);
    return new Audiences(
        List.of(policy), Map.of(policy.audience(), state), PeopleSeen.NOBODY, AbsenceLog.EMPTY);
  }

  /** What an earlier run of the task knew, under the policy of this one. */
  public Audiences carryingOn(AudiencesMemo earlier, long now) {
    AudienceState whole = earlier.state().under(policy().abandonment());
    Map<Audience, AudienceState> all = new LinkedHashMap<>();
    earlier.others().forEach(other -> all.put(other.audience(), other.held()));
    all.put(audience(), whole);
    AbsenceLog known = AbsenceLog.of(earlier.absences(), audience(), whole.isAbsence());
    Audiences then = new Audiences(parts, all, PeopleSeen.in(earlier), known);
    return earlier.seen().isPresent() ? then.allSaw(earlier.people(), now) : then;
  }

  /** What the next run has to know. */
  public AudiencesMemo carried(long now) {
    if (parts.size() > 1) {
      return end(policy(), now).carried(now);
    }
    return new AudiencesMemo(
        seen.told(), seen.now(), state().memo(), log.latest(), seen.onMore(), others());
  }

  private List<AudiencesMemo.Other> others() {
    return states.entrySet().stream()
        .filter(one -> !one.getKey().equals(audience()))
        .map(one -> new AudiencesMemo.Other(one.getKey(), one.getValue().memo()))
        .toList();
  }

  /** For whom the part at work is, and what becomes of it without them. */
  public AudiencePolicy policy() {
    return parts.get(parts.size() - 1);
  }

  private Audience audience() {
    return policy().audience();
  }

  /** Whether they are there. */
  public AudienceState state() {
    return state(audience());
  }

  private AudienceState state(Audience audience) {
    return Optional.ofNullable(states.get(audience)).orElseThrow();
  }

  /** The latest times without those whom the work has been for, oldest first. */
  public List<Absence> absences() {
    return log.latest();
  }

  /** Who is there, as told or looked at last. */
  public People people() {
    return seen.now();
  }

  /** The next state once a worker has told whom it saw; what is not newer than the last is old. */
  public Audiences sighted(SightingRank order, People there, long now) {
    return seen.isOld(order) ? this : with(seen.told(order, there)).allSaw(seen.most(), now);
  }

  /** The next state once somebody has looked because this one doubts. */
  public Audiences looked(People there, long now) {
    AudienceState next = state().looked(isAnybodyOf(audience(), there), now);
    return with(seen.found(there))
        .become(audience(), next, seen.most(), now)
        .allSaw(seen.most(), now);
  }

  private Audiences with(PeopleSeen then) {
    return new Audiences(parts, states, then, log);
  }

  /** The next state by what each audience makes of who is there now, when {@code before} were before. */
  private Audiences allSaw(People before, long now) {
    Audiences next = this;
    for (Map.Entry<Audience, AudienceState> one : states.entrySet()) {
      AudienceState state = one.getValue().seen(isAnybodyOf(one.getKey(), people()), now);
      next = next.become(one.getKey(), state, before, now);
    }
    return next;
  }

  /** The next state once a part of the work begins, for others, or with another policy. */
  public Audiences begin(AudiencePolicy next, long now) {
    Audiences suspended = become(audience(), state().suspended(), seen.most(), now);
    AudienceState begun = suspended.begun(next, state(), now);
    List<AudiencePolicy> all = new ArrayList<>(parts);
    all.add(next);
    AbsenceLog then = begun.isAbsence()
        ? suspended.log.missed(next.audience(), begun.memo().since())
        : suspended.log;
    return suspended
        .with(all, suspended.states, then)
        .with(next.audience(), holding(begun, state()))
        .forgetting(now);
  }

  /**
   * How the audience of a part that begins stands. If no part has been for it an absence begins with this one,
   * unless nobody at all has come yet.
   */
  private AudienceState begun(AudiencePolicy next, AudienceState atWork, long now) {
    AudienceState known = states.get(next.audience());
    if (known != null) {
      return known instanceof AudienceState.GivenUp
          ? known
          : known.memo().under(next.abandonment());
    }
    AudienceState begun = atWork.suspended().free().expecting(next.abandonment(), now);
    // The clean-up of a task that was given up for want of others waits for nobody.
    return begun instanceof AudienceState.GivenUp
        ? new AudienceState.Here(next.abandonment())
        : begun.seen(isAnybodyOf(next.audience(), people()), now);
  }

  /** What {@code next} becomes if a person has paused what was {@code atWork}: held; itself otherwise. */
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
    Audiences next = with(left, states, log);
    if (index == left.size()) {
      next = next.become(ended.audience(), state().suspended(), seen.most(), now)
          .goingOn(state(), now);
    }
    return next.isForSomePart(ended.audience())
        ? next
        : next.with(left, next.states, next.log.parted(ended.audience(), now));
  }

  /** The next state with what is at work now let free, unless a person has paused what was at work. */
  private Audiences goingOn(AudienceState atWork, long now) {
    AudienceState held = state();
    AudienceState next = held instanceof AudienceState.GivenUp
        ? held
        : holding(held.memo().under(policy().abandonment()), atWork);
    return become(audience(), next, seen.most(), now);
  }

  private boolean isForSomePart(Audience audience) {
    return parts.stream().anyMatch(part -> part.audience().equals(audience));
  }

  private Audiences forgetting(long now) {
    Map<Audience, AudienceState> kept = new LinkedHashMap<>(states);
    AbsenceLog then = log;
    for (Audience audience : states.keySet()) {
      if (kept.size() > MAX_AUDIENCES && !isForSomePart(audience)) {
        kept.remove(audience);
        then = then.ended(audience, now);
      }
    }
    return with(parts, kept, then);
  }

  /** The next state if nobody can see who is there: nothing follows from an absence in this part. */
  public Audiences ignoring(long now) {
    AudienceState ignored = state().suspended().memo().under(Abandonment.ignored());
    return become(audience(), holding(ignored, state()), seen.most(), now);
  }

  /** The next state once the clock reads {@code now}. */
  public Audiences at(long now) {
    return isGivenUp() ? this : becomeAtWork(state().at(now), now);
  }

  /** The next state once a person has paused the task. */
  public Audiences held(long now) {
    return becomeAtWork(state().held(), now);
  }

  /**
   * The next state once a person has let the work go on although nobody is there. If that was for this session's
   * sake, no absence counts that has begun before, in whichever part.
   */
  public Audiences excused(long now) {
    AudienceState next = state().excused(now);
    if (next == state()) {
      return this;
    }
    Audiences excused =
        becomeAtWork(next.isAbsence() ? next.expecting(next.policy(), now) : next, now);
    for (Audience audience : states.keySet()) {
      AudienceState other = state(audience);
      if (!audience.equals(audience()) && (other.isAbsence() || other.isUnmet())) {
        AudienceState let = new AudienceState.Excused(other.policy()).held();
        excused = excused.become(audience, let, seen.most(), now);
      }
    }
    return excused;
  }

  /** The next state once the work is over, or is to end: no absence matters any more. */
  public Audiences over(long now) {
    AbsenceLog next = log;
    for (Audience audience : states.keySet()) {
      next = next.ended(audience, now);
    }
    return with(parts, states, next);
  }

  private Audiences with(
      List<AudiencePolicy> all, Map<Audience, AudienceState> each, AbsenceLog absences) {
    return new Audiences(all, each, seen, absences);
  }

  private Audiences with(Audience audience, AudienceState state) {
    Map<Audience, AudienceState> each = new LinkedHashMap<>(states);
    each.put(audience, state);
    return with(parts, each, log);
  }

  private Audiences becomeAtWork(AudienceState next, long now) {
    return become(audience(), next, seen.most(), now);
  }

  /** The next state with that of one audience, of which those among {@code before} were there until then. */
  private Audiences become(Audience audience, AudienceState next, People before, long now) {
    AudienceState last = state(audience);
    if (next == last) {
      return this;
    }
    List<User> gone = audience.of(before).users();
    AbsenceLog noted = log.noted(audience, last, next, gone, now);
    AbsenceLog then = isForSomePart(audience) ? noted : noted.parted(audience, now);
    return with(parts, states, then).with(audience, next);
  }

  private static boolean isAnybodyOf(Audience audience, People there) {
    return !audience.of(there).isEmpty();
  }

  /** Whether somebody has to look before anything is decided. */
  public boolean isDoubted() {
    return state() instanceof DeferredState.Doubted;
  }

  /** Whether the task is to be cancelled, because nobody is there. Final. */
  public boolean isGivenUp() {
    return states.values().stream().anyMatch(AudienceState.GivenUp.class::isInstance);
  }
}
