package dev.understudy.samples.crash;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Objections;
import dev.understudy.samples.demo.Spread;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How the demo went.
 *
 * @param runs one for each kill, at least one
 * @param seen what the watcher saw of the agent
 * @param blindMillis how long the watcher could not see
 * @param sections how many sections the task says it has
 */
record CrashFindings(
    HandoffPolicy policy,
    List<Figures> runs,
    ClientVerdict seen,
    long blindMillis,
    StepCount steps,
    int sections)
    implements Findings {
  private static final String ROW = "  %-12s %9s%9s  %s";

  private static final Map<String, ToLongFunction<Figures>> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("offlineMillis", Figures::offlineMillis);
    FIGURES.put("takeoverMillis", Figures::takeoverMillis);
    FIGURES.put("workResumeMillis", Figures::workResumeMillis);
    FIGURES.put("ghostMillis", Figures::ghostMillis);
    FIGURES.put("marginMillis", Figures::marginMillis);
  }

  CrashFindings {
    runs = List.copyOf(runs);
  }

  @Override
  public List<String> objections() {
    return new Objections()
        .unlessAlwaysSeen(seen, blindMillis)
        .unless(
            steps.done() == sections,
            "%d steps took effect, but the task has %d",
            steps.done(),
            sections)
        .unless(steps.repeated() == 0, "%d effects were repeated", steps.repeated())
        .founded();
  }

  /** One figure over all runs. */
  private Spread spread(ToLongFunction<Figures> figure) {
    return Spread.of(runs.stream().map(figure::applyAsLong).toList());
  }

  /**
   * With several runs the figures on top are the worst of them, and each run's own and their median,
   * minimum and maximum follow.
   */
  @Override
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    FIGURES.forEach((name, figure) -> json.put(name, spread(figure).maximum()));
    json.put("offlineMillis", seen.offlineMillis());
    json.put("marginMillis", spread(Figures::marginMillis).minimum());
    json.put("stepsDone", steps.done());
    json.put("stepsRepeated", steps.repeated());
    json.put("stepsRetried", steps.retried());
    json.put("remainPresentForMillis", policy.remainPresentFor().toMillis());
    json.put("heartbeatTimeoutMillis", policy.heartbeatTimeout().toMillis());
    if (runs.size() > 1) {
      json.put("runs", runs);
      json.put("median", each(Spread::median));
      json.put("minimum", each(Spread::minimum));
      json.put("maximum", each(Spread::maximum));
    }
    return json;
  }

  private Map<String, Long> each(Function<Spread, Long> end) {
    Map<String, Long> values = new LinkedHashMap<>();
    FIGURES.forEach((name, figure) -> values.put(name, end.apply(spread(figure))));
    return values;
  }

  @Override
  public String promise() {
    return "nobody saw the agent offline, and no work was lost or done twice.";
  }

  @Override
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    if (runs.size() > 1) {
      lines.add(ROW.formatted("", "median", "worst", "of " + runs.size() + " kills"));
    }
    lines.add(row("offline", Figures::offlineMillis, "nobody there at all"));
    lines.add(row("takeover", Figures::takeoverMillis, "from the kill to re-entered"));
    lines.add(row("work resumed", Figures::workResumeMillis, "to its next step elsewhere"));
    lines.add(row("ghost", Figures::ghostMillis, "to the leave of the dead member"));
    lines.add(marginRow());
    lines.add(ROW.formatted(
        "steps",
        steps.done(),
        "",
        "done, %d effects repeated, %d steps retried"
            .formatted(steps.repeated(), steps.retried())));
    return lines;
  }

  private String row(String name, ToLongFunction<Figures> figure, String meaning) {
    Spread spread = spread(figure);
    return row(name, spread.median(), spread.maximum(), meaning);
  }

  /** The later the ghost leaves the better, so of a margin the smallest is the worst. */
  private String marginRow() {
    Spread spread = spread(Figures::marginMillis);
    String meaning =
        "left of remainPresentFor " + seconds(policy.remainPresentFor().toMillis());
    return row("margin", spread.median(), spread.minimum(), meaning);
  }

  /** A row of the table; a single run has no worst. */
  private String row(String name, long median, long worst, String meaning) {
    return ROW.formatted(name, seconds(median), runs.size() == 1 ? "" : seconds(worst), meaning);
  }

  private static String seconds(long millis) {
    return Terminal.seconds(millis) + " s";
  }
}
