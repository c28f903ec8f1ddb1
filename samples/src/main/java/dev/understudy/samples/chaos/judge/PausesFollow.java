package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent that works for a user pauses when that user has been away for the grace, and never else; and it
 * goes on when the user is back.
 *
 * @param userOf for whom each such agent works
 */
public record PausesFollow(Map<String, String> userOf, Duration grace) implements Rule {
  /** So long it may take until it is seen, whatever happens to workers meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Two watchers of one event may date it so differently. */
  private static final Duration INACCURACY = Duration.ofMillis(500);

  private static final String PAUSED = "paused";

  /** Keeps a copy. */
  public PausesFollow {
    userOf = Map.copyOf(userOf);
  }

  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    List<Violation> found = new ArrayList<>();
    userOf.forEach((agent, user) -> {
      List<Absence> absences = Absence.of(seen.events(user), nowMillis);
      List<Event> shown =
          seen.events(agent).stream().filter(PausesFollow::isShown).toList();
      falsePauses(shown, absences, seen, found);
      missed(new Agent(agent, shown), absences, seen, nowMillis, found);
    });
    return found;
  }

  private record Agent(String name, List<Event> shown) {
    boolean isPausedAt(long atMillis) {
      Optional<Event> last = shown.stream()
          .filter(event -> event.atMillis() <= atMillis)
          .reduce((earlier, later) -> later);
      return last.filter(PausesFollow::isPaused).isPresent();
    }
  }

  private static boolean isShown(Event event) {
    return event.action() != Action.leave
        && event.action() != Action.absent
        && !event.data().path("state").asText().equals("handing-off");
  }

  private static boolean isPaused(Event event) {
    return event.data().path("state").asText().equals(PAUSED);
  }

  private void falsePauses(
      List<Event> shown, List<Absence> absences, Seen seen, List<Violation> found) {
    shown.stream()
        .filter(PausesFollow::isPaused)
        .filter(event -> absences.stream().noneMatch(absence -> explains(absence, event)))
        .filter(
            event -> !seen.excusesAbsence(event.atMillis() - PATIENCE.toMillis(), event.atMillis())
                && !seen.excusesLoss(event.atMillis() - PATIENCE.toMillis(), event.atMillis()))
        .map(event -> new Violation(
            "false pause",
            "%s showed a pause although %s was there"
                .formatted(event.clientId(), userOf.get(event.clientId()))))
        .forEach(found::add);
  }

  private boolean explains(Absence absence, Event pause) {
    return pause.atMillis() >= absence.fromMillis() + grace.toMillis() - INACCURACY.toMillis()
        && pause.atMillis() <= absence.toMillis() + PATIENCE.toMillis();
  }

  private void missed(
      Agent agent, List<Absence> absences, Seen seen, long nowMillis, List<Violation> found) {
    for (Absence absence : absences) {
      long pauseBy = absence.fromMillis() + grace.plus(PATIENCE).toMillis();
      long resumeBy = absence.toMillis() + PATIENCE.toMillis();
      if (seen.excusesLoss(absence.fromMillis(), resumeBy)) {
        continue;
      }
      if (pauseBy <= absence.toMillis() && !agent.isPausedAt(pauseBy)) {
        found.add(violation("missed pause", agent, "works on although nobody is there"));
      }
      boolean wentAgain = absences.stream()
          .anyMatch(
              other -> other.fromMillis() > absence.fromMillis() && other.fromMillis() < resumeBy);
      if (resumeBy <= nowMillis && !wentAgain && agent.isPausedAt(resumeBy)) {
        found.add(violation("missed resume", agent, "waits although its user is back"));
      }
    }
  }

  private Violation violation(String rule, Agent agent, String what) {
    return new Violation(
        rule, "%s, which works for %s, %s".formatted(agent.name(), userOf.get(agent.name()), what));
  }
}
