package dev.understudy.samples.crash;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Sightings;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes figures of what was seen after each kill. */
record Measure(
    List<Kill> kills, Sightings sightings, Function<Kill, Optional<AttemptStarted>> resumptions) {

  CrashFindings findings(HandoffPolicy policy, Verdict verdict, StepCount steps, int sections) {
    ClientVerdict seen = Stage.ofAgent(verdict);
    List<Figures> runs = new ArrayList<>();
    for (int index = 0; index < kills.size(); index++) {
      long untilMillis =
          index + 1 < kills.size() ? kills.get(index + 1).atMillis() : Long.MAX_VALUE;
      runs.add(figures(kills.get(index), offlineMillis(seen, kills.get(index), untilMillis)));
    }
    return new CrashFindings(policy, runs, seen, verdict.blindMillis(), steps, sections);
  }

  private Figures figures(Kill kill, long offlineMillis) {
    long enteredMillis = sightings.takeoverAfter(kill).orElseThrow().atMillis();
    long ghostLeftMillis = sightings.ghostLeaveAfter(kill).orElseThrow().atMillis();
    long resumedMillis = resumptions.apply(kill).orElseThrow().atMillis();
    return new Figures(
        kill.worker(),
        offlineMillis,
        enteredMillis - kill.atMillis(),
        resumedMillis - kill.atMillis(),
        ghostLeftMillis - kill.atMillis(),
        ghostLeftMillis - enteredMillis);
  }

  private static long offlineMillis(ClientVerdict seen, Kill kill, long untilMillis) {
    return seen.gaps().stream()
        .filter(gap -> gap.fromMillis() >= kill.atMillis() && gap.fromMillis() < untilMillis)
        .mapToLong(Gap::millis)
        .sum();
  }
}
