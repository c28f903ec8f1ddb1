package dev.understudy.session;

import dev.understudy.presence.User;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest absences of an audience, oldest first. Pure: the caller passes the time. Immutable. */
record AbsenceLog(List<Absence> latest) {
  /** Enough to see what happened of late; the query that shows them has to stay small. */
  private static final int MAX_ABSENCES = 20;

  static final AbsenceLog EMPTY = new AbsenceLog(List.of());

  AbsenceLog {
    latest = List.copyOf(latest);
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
    return new AbsenceLog(List.copyOf(all));
  }

  private AbsenceLog withNewest(Absence absence) {
    Deque<Absence> all = new ArrayDeque<>(latest);
    all.removeLast();
    all.add(absence);
    return new AbsenceLog(List.copyOf(all));
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
