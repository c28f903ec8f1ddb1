package dev.understudy.samples.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The end of the demo in a few lines. */
final class VerdictText {
  private static final String ROW = "  %-12s %9s %9s  %s";

  private VerdictText() {}

  static List<String> lines(CrashReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        report.holds()
            ? "Verdict: nobody saw the agent offline, and no work was lost or done twice."
            : "Verdict: the promise was NOT kept.");
    report.objections().forEach(objection -> lines.add("  ! " + objection));
    int kills = report.runs().size();
    lines.add(kills == 1 ? "" : ROW.formatted("", "median", "maximum", "of " + kills + " kills"));
    lines.add(row(report, "offline", Figures::offlineMillis, "not seen at all"));
    lines.add(row(report, "takeover", Figures::takeoverMillis, "kill to re-entered"));
    lines.add(
        row(report, "work resumed", Figures::workResumeMillis, "kill to next step elsewhere"));
    lines.add(row(report, "ghost", Figures::ghostMillis, "kill to leave of the dead member"));
    lines.add(marginRow(report));
    lines.add(steps(report.steps()));
    return lines;
  }

  private static String row(
      CrashReport report, String name, ToLongFunction<Figures> figure, String meaning) {
    Spread spread = report.spread(figure);
    String maximum = report.runs().size() == 1 ? "" : seconds(spread.maximum());
    return ROW.formatted(name, seconds(spread.median()), maximum, meaning);
  }

  /** Of a margin the smallest counts. */
  private static String marginRow(CrashReport report) {
    Spread spread = report.spread(Figures::marginMillis);
    String least = report.runs().size() == 1 ? "" : ", at least " + seconds(spread.minimum());
    String meaning = "left of remainPresentFor %d s%s"
        .formatted(report.policy().remainPresentFor().toSeconds(), least);
    return ROW.formatted("margin", seconds(spread.median()), "", meaning);
  }

  private static String steps(StepCount steps) {
    return ROW.formatted(
        "steps",
        steps.done(),
        "",
        "took effect, %d repeated, %d retried".formatted(steps.repeated(), steps.retried()));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f s", millis / 1000.0);
  }
}
