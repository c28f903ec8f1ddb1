package dev.understudy.session;

import dev.understudy.presence.People;
import dev.understudy.presence.User;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The latest absences of those for whom a session's work is, or a part of it. Pure: the caller passes the time.
 * Immutable.
 *
 * @param over those that have ended, or that no part of the work is for any more, oldest first
 * @param running the absence of each audience of which nobody is there, be the work for it now or in a part that is over
 */
record AbsenceLog(List<Absence> over, Map<Audience, Absence> running) {
  /** Enough to see what happened of late; the query that shows them has to stay small. */
  private static final int MAX_ABSENCES = 20;

  /** Work has few parts; one of another audience that is forgotten counts its absence anew. */
  private static final int MAX_RUNNING = 20;

  static final AbsenceLog EMPTY = new AbsenceLog(List.of(), Map.of());

  AbsenceLog {
    over = List.copyOf(over);
    running = Collections.unmodifiableMap(new LinkedHashMap<>(running));
  }

  /** What an earlier run of the task has told, whose work as a whole was for {@code audience}. */
  static AbsenceLog of(Carried.Watched earlier, Audience audience, Company company) {
    Map<Audience, Absence> running = new LinkedHashMap<>();
    earlier.away().forEach(away -> running.put(away.audience(), away.absence()));
    List<Absence> over = new ArrayList<>(earlier.absences());
    earlier.absences().stream()
        .filter(absence -> company.isAbsence() && absence.endedAtMillis().isEmpty())
        .reduce((first, last) -> last)
        .ifPresent(open -> {
          over.remove(open);
          running.put(audience, open);
        });
    return new AbsenceLog(over, running);
  }

  /** Those of other audiences than the one of the whole work. */
  List<Carried.Away> away(Audience whole) {
    return running.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(whole))
        .map(entry -> new Carried.Away(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The latest of those whom the work is for now, oldest first. */
  List<Absence> latest(Set<Audience> audiences) {
    List<Absence> all = new ArrayList<>(over);
    running.forEach((audience, absence) -> {
      if (audiences.contains(audience)) {
        all.removeIf(absence::isOfTheSameTime);
        all.add(absence);
      }
    });
    all.sort(Comparator.comparingLong(Absence::leftAtMillis));
    return List.copyOf(all.subList(Math.max(0, all.size() - MAX_ABSENCES), all.size()));
  }

  /** Since when nobody of an audience has been there, if that is known. */
  Optional<Long> awaySince(Audience audience) {
    return Optional.ofNullable(running.get(audience)).map(Absence::leftAtMillis);
  }

  /**
   * This one once {@code last}, of that audience, has become {@code next}, before which {@code before} were there.
   * A person's pause does not hide who left when.
   */
  AbsenceLog noted(Audience audience, Company last, Company next, List<User> before, long now) {
    Absence absence = running.get(audience);
    if (last.isUnmet() && next instanceof Company.GivenUp) {
      return with(Absence.since(last.standing().since(), List.of()).givenUp(now));
    }
    if (absence == null) {
      return next.isAbsence() && !last.isAbsence()
          ? with(audience, Absence.since(now, before))
          : this;
    }
    if (next instanceof Company.GivenUp) {
      return without(audience::equals).with(absence.givenUp(now));
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

  /** This one once the absence of an audience matters no more. */
  AbsenceLog ended(Audience audience, long now) {
    Absence absence = running.get(audience);
    return absence == null ? this : without(audience::equals).with(absence.ended(now));
  }

  /** This one once no part of the work is for an audience any more, whose absence is known further on. */
  AbsenceLog parted(Audience audience, long now) {
    Absence absence = running.get(audience);
    if (absence == null || absence.leftAtMillis() == now) {
      return this;
    }
    return with(absence.ended(now));
  }

  /** This one if what ran of one audience is that of another now, for which the same work is. */
  AbsenceLog passedOn(Audience from, Audience to) {
    Absence absence = running.get(from);
    return absence == null ? this : without(from::equals).with(to, absence);
  }

  /** This one without the absences of those who are there, whom no part of the work is for any more. */
  AbsenceLog met(People there) {
    return without(audience -> !audience.of(there).isEmpty());
  }

  /** This one without the absences of others, whom no part of the work is for any more. */
  AbsenceLog only(Set<Audience> audiences) {
    return without(audience -> !audiences.contains(audience));
  }

  private AbsenceLog with(Audience audience, Absence absence) {
    Map<Audience, Absence> next = new LinkedHashMap<>(running);
    next.put(audience, absence);
    if (next.size() > MAX_RUNNING) {
      next.remove(next.keySet().iterator().next());
    }
    return new AbsenceLog(over, next);
  }

  private AbsenceLog without(Predicate<Audience> isOver) {
    Map<Audience, Absence> next = new LinkedHashMap<>(running);
    next.keySet().removeIf(isOver);
    return new AbsenceLog(over, next);
  }

  private AbsenceLog with(Absence absence) {
    List<Absence> next = new ArrayList<>(over);
    next.removeIf(absence::isOfTheSameTime);
    next.add(absence);
    return new AbsenceLog(
        next.subList(Math.max(0, next.size() - MAX_ABSENCES), next.size()), running);
  }
}
