package dev.understudy.audience;

import dev.understudy.presence.User;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The latest absences of those for whom a session's work is, or a part of it. Pure: the caller passes the time.
 * Immutable.
 *
 * @param over those that have ended, oldest first
 * @param running the absence of each audience of which nobody is there
 */
record AbsenceLog(List<Absence> over, Map<Audience, Running> running) {
  /** Enough to see what happened of late; the query that shows them has to stay small. */
  private static final int MAX_ABSENCES = 20;

  private static final Comparator<Absence> BY_DEPARTURE =
      Comparator.comparingLong(Absence::leftAtMillis);

  static final AbsenceLog EMPTY = new AbsenceLog(List.of(), Map.of());

  /**
   * One that has not ended.
   *
   * @param parted since when no part of the work is for that audience; empty if one is
   */
  record Running(Absence absence, Optional<Long> parted) {
    Running(Absence absence) {
      this(absence, Optional.empty());
    }

    /** As it is told: one that matters to no part has ended with the last to which it did. */
    Absence told() {
      return parted.map(absence::ended).orElse(absence);
    }
  }

  AbsenceLog {
    over = List.copyOf(over);
    running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
  }

  /**
   * What an earlier run of the task has told. The latest without an end is that of {@code audience}, if it is
   * away.
   */
  static AbsenceLog of(List<Absence> earlier, Audience audience, boolean isAway) {
    Optional<Absence> open = earlier.stream()
        .filter(absence -> isAway && absence.endedAtMillis().isEmpty())
        .reduce((first, last) -> last);
    List<Absence> over = new ArrayList<>(earlier);
    open.ifPresent(over::remove);
    return new AbsenceLog(
        over, open.map(absence -> Map.of(audience, new Running(absence))).orElse(Map.of()));
  }

  /** The latest, oldest first; those that matter to the work now among them, however old. */
  List<Absence> latest() {
    Map<Boolean, List<Absence>> told = running.values().stream()
        .map(Running::told)
        .filter(absence -> !isOfNoLength(absence))
        .collect(Collectors.partitioningBy(absence -> absence.endedAtMillis().isEmpty()));
    List<Absence> all = new ArrayList<>(over);
    all.addAll(told.get(false));
    all.sort(BY_DEPARTURE);
    all.addAll(told.get(true));
    return latest(all).stream().sorted(BY_DEPARTURE).toList();
  }

  /** It began while the work was for others, or ended as it began. */
  private static boolean isOfNoLength(Absence absence) {
    return absence.outcome() == Absence.Outcome.NONE
        && absence.endedAtMillis().equals(Optional.of(absence.leftAtMillis()));
  }

  private static List<Absence> latest(List<Absence> all) {
    return List.copyOf(all.subList(Math.max(0, all.size() - MAX_ABSENCES), all.size()));
  }

  /**
   * This one once {@code last}, of that audience, has become {@code next}, before which {@code before} were
   * there. A person's pause does not hide who left when.
   */
  AbsenceLog noted(
      Audience audience, AudienceState last, AudienceState next, List<User> before, long now) {
    if (last.isUnmet() && next instanceof AudienceState.GivenUp) {
      return withEnded(Absence.since(last.memo().since(), List.of()).givenUp(now));
    }
    if (!last.isAbsence()) {
      return next.isAbsence() ? with(audience, Absence.since(now, before)) : this;
    }
    return running.containsKey(audience)
        ? changed(audience, running.get(audience).absence(), last, next, now)
        : this;
  }

  private AbsenceLog changed(
      Audience audience, Absence absence, AudienceState last, AudienceState next, long now) {
    if (next instanceof AudienceState.GivenUp) {
      return without(audience).withEnded(absence.givenUp(now));
    }
    if (!next.isAbsence()) {
      return ended(audience, now);
    }
    if (next.isPausing()) {
      return absence.pausedAtMillis().isPresent() ? this : with(audience, absence.paused(now));
    }
    // One that has paused the work, and does so no more, is told apart from what follows.
    return last.isPausing()
        ? ended(audience, now).with(audience, Absence.since(now, absence.last()))
        : this;
  }

  /** This one once the absence of an audience, if there is one, matters no more. */
  AbsenceLog ended(Audience audience, long now) {
    Running absence = running.get(audience);
    return absence == null
        ? this
        : without(audience).withEnded(absence.absence().ended(absence.parted().orElse(now)));
  }

  /** This one once no part of the work is for an audience any more; its absence may matter again. */
  AbsenceLog parted(Audience audience, long now) {
    Running absence = running.get(audience);
    return absence == null || absence.parted().isPresent()
        ? this
        : with(audience, new Running(absence.absence(), Optional.of(now)));
  }

  /** This one once a part of the work is for an audience, of which nobody is there since then. */
  AbsenceLog missed(Audience audience, long since) {
    Running absence = running.get(audience);
    return with(audience, absence == null ? Absence.since(since, List.of()) : absence.absence());
  }

  private AbsenceLog with(Audience audience, Absence absence) {
    return with(audience, new Running(absence));
  }

  private AbsenceLog with(Audience audience, Running absence) {
    Map<Audience, Running> next = new LinkedHashMap<>(running);
    next.put(audience, absence);
    return new AbsenceLog(over, next);
  }

  private AbsenceLog without(Audience audience) {
    Map<Audience, Running> next = new LinkedHashMap<>(running);
    next.remove(audience);
    return new AbsenceLog(over, next);
  }

  private AbsenceLog withEnded(Absence absence) {
    if (isOfNoLength(absence)) {
      return this;
    }
    List<Absence> next = new ArrayList<>(over);
    next.add(absence);
    return new AbsenceLog(latest(next), running);
  }
}
