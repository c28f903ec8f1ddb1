package dev.understudy.session;

import dev.understudy.presence.People;
import dev.understudy.presence.User;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest absences of those for whom a session's work is. Pure: the caller passes the time. Immutable.
 *
 * @param latest oldest first
 * @param away since when nobody of an audience has been there, of those that parts of the work were for before
 */
record AbsenceLog(List<Absence> latest, Map<Audience, Long> away) {
  /** Enough to see what happened of late; the query that shows them has to stay small. */
  private static final int MAX_ABSENCES = 20;

  /** Work has few parts; one of another audience that is forgotten counts its absence anew. */
  private static final int MAX_AWAY = 20;

  static final AbsenceLog EMPTY = new AbsenceLog(List.of());

  AbsenceLog {
    latest = List.copyOf(latest);
    away = Collections.unmodifiableMap(new LinkedHashMap<>(away));
  }

  AbsenceLog(List<Absence> latest) {
    this(latest, Map.of());
  }

  /** Since when nobody of an audience has been there, if that is known of a part before. */
  Optional<Long> awaySince(Audience audience) {
    return Optional.ofNullable(away.get(audience));
  }

  /** This one once a part of the work ends that was for {@code audience}, or another begins in it. */
  AbsenceLog parted(Audience audience, Company company) {
    if (!company.isAbsence()) {
      return this;
    }
    Map<Audience, Long> next = new LinkedHashMap<>(away);
    next.putIfAbsent(audience, company.standing().since());
    if (next.size() > MAX_AWAY) {
      next.remove(next.keySet().iterator().next());
    }
    return new AbsenceLog(latest, next);
  }

  /** This one once these are there. */
  AbsenceLog met(People there) {
    if (away.isEmpty()) {
      return this;
    }
    Map<Audience, Long> next = new LinkedHashMap<>(away);
    next.keySet().removeIf(audience -> !audience.of(there).isEmpty());
    return new AbsenceLog(latest, next);
  }

  /**
   * This one once {@code last} has become {@code next}, before which {@code before} were there. A person's
   * pause does not hide who left when.
   */
  AbsenceLog noted(Company last, Company next, List<User> before, long now) {
    if (last.free() instanceof Company.Here && next.free() instanceof Company.Gone) {
      return with(Absence.since(now, before));
    }
    if (last.isUnmet() && next instanceof Company.GivenUp) {
      long since = last.standing().since();
      return with(Absence.since(since, List.of()).givenUp(now));
    }
    if (latest.isEmpty() || newest().endedAtMillis().isPresent()) {
      return this;
    }
    if (last.free() instanceof Company.Abandoned && next.free() instanceof Company.Gone) {
      List<User> gone = newest().last(); // who is expected now may be others, whom nobody saw go
      return withNewest(newest().ended(now)).with(Absence.since(now, gone));
    }
    return withNewest(changed(newest(), next.free(), now));
  }

  private AbsenceLog with(Absence absence) {
    Deque<Absence> all = new ArrayDeque<>(latest);
    all.add(absence);
    if (all.size() > MAX_ABSENCES) {
      all.remove();
    }
    return new AbsenceLog(List.copyOf(all), away);
  }

  private AbsenceLog withNewest(Absence absence) {
    Deque<Absence> all = new ArrayDeque<>(latest);
    all.removeLast();
    all.add(absence);
    return new AbsenceLog(List.copyOf(all), away);
  }

  private Absence newest() {
    return latest.get(latest.size() - 1);
  }

  private static Absence changed(Absence absence, Company next, long now) {
    if (next instanceof Company.Abandoned) {
      return absence.pausedAtMillis().isPresent() ? absence : absence.paused(now);
    }
    if (next instanceof Company.GivenUp) {
      return absence.givenUp(now);
    }
    return next instanceof Company.Here || next instanceof Company.Excused
        ? absence.ended(now)
        : absence;
  }
}
