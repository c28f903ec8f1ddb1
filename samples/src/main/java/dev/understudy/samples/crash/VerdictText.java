package dev.understudy.samples.crash;

import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The end of the demo in a few lines. */
final class VerdictText {
  private static final String ROW = "  %-12s %9s%9s  %s";

  private VerdictText() {}

  static List<String> lines(CrashReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        report.holds()
            ? "Verdict: nobody saw the agent offline, and no work was lost or done twice."
            : "Verdict: the promise was NOT kept.");
    report.objections().forEach(objection -> lines.add("  ! " + objection));
    lines.add("");
    int kills = report.runs().size();
    if (kills > 1) {
      lines.add(ROW.formatted("", "median", "worst", "of " + kills + " kills"));
    }
    lines.add(row(report, "offline", Figures::offlineMillis, "nobody there at all"));
    lines.add(row(report, "takeover", Figures::takeoverMillis, "from the kill to re-entered"));
    lines.add(row(report, "work resumed", Figures::workResumeMillis, "to its next step elsewhere"));
    lines.add(row(report, "ghost", Figures::ghostMillis, "to the leave of the dead member"));
    lines.add(marginRow(report));
    lines.add(steps(report.steps()));
    return lines;
  }

  private static String row(
      CrashReport report, String name, ToLongFunction<Figures> figure, String meaning) {
    Spread spread = report.spread(figure);
    return ROW.formatted(name, seconds(spread.median()), worst(report, spread.maximum()), meaning);
  }

  /** The later the ghost leaves the better, so of a margin the smallest is the worst. */
  private static String marginRow(CrashReport report) {
    Spread spread = report.spread(Figures::marginMillis);
    String meaning =
        "left of remainPresentFor " + seconds(report.policy().remainPresentFor().toMillis());
    return ROW.formatted(
        "margin", seconds(spread.median()), worst(report, spread.minimum()), meaning);
  }

  /** Of a single run there is none. */
  private static String worst(CrashReport report, long millis) {
    return report.runs().size() == 1 ? "" : seconds(millis);
  }

  private static String steps(StepCount steps) {
    return ROW.formatted(
        "steps",
        steps.done(),
        "",
        "done, %d effects repeated, %d steps retried".formatted(steps.repeated(), steps.retried()));
  }

  private static String seconds(long millis) {
    return Terminal.seconds(millis) + " s";
  }
}
