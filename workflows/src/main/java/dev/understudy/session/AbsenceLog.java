package dev.understudy.session;

import dev.understudy.presence.User;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest absences of an audience. Workflow code. */
final class AbsenceLog {
  /** Enough to see what happened of late; the query that shows them has to stay small. */
  private static final int MAX_ABSENCES = 20;

  private final Deque<Absence> absences = new ArrayDeque<>();

  List<Absence> latest() {
    return List.copyOf(absences);
  }

  void carryOn(List<Absence> earlier) {
    absences.addAll(earlier);
  }

  /** Takes note that {@code last} became {@code next}; {@code before} were there until then. */
  void note(Company last, Company next, List<User> before) {
    noteFree(last.free(), next.free(), before);
  }

  /** A person's pause does not hide who left when. */
  private void noteFree(Company last, Company next, List<User> before) {
    long now = Workflow.currentTimeMillis();
    if (last instanceof Company.Here && next instanceof Company.Gone) {
      absences.add(Absence.since(now, before));
      if (absences.size() > MAX_ABSENCES) {
        absences.remove();
      }
    } else if (!absences.isEmpty() && absences.getLast().endedAtMillis().isEmpty()) {
      absences.add(changed(absences.removeLast(), next, now));
    }
  }

  private static Absence changed(Absence absence, Company next, long now) {
    if (next instanceof Company.Abandoned) {
      return absence.decided(Absence.Outcome.PAUSED, now);
    }
    if (next instanceof Company.GivenUp) {
      return absence.decided(Absence.Outcome.CANCELLED, now);
    }
    return next instanceof Company.Here || next instanceof Company.Excused
        ? absence.ended(now)
        : absence;
  }
}
