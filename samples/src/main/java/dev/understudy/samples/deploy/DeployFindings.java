package dev.understudy.samples.deploy;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Objections;
import dev.understudy.samples.demo.Spread;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * How the demo went.
 *
 * @param restarts one for each worker
 * @param seen what the watcher saw of the agents
 * @param steps of each task
 * @param sections how many sections the tasks say they have
 */
record DeployFindings(
    HandoffPolicy policy, List<Restart> restarts, Verdict seen, List<StepCount> steps, int sections)
    implements Findings {
  private static final String ROW = "  %-12s %9s%9s  %s";

  DeployFindings {
    restarts = List.copyOf(restarts);
    steps = List.copyOf(steps);
  }

  @Override
  public List<String> objections() {
    Objections objections = new Objections().unlessWatched(seen.blindMillis());
    new TreeMap<>(seen.clients())
        .forEach((agent, verdict) -> objections
            .unless(
                verdict.offlineMillis() == 0,
                "%s was seen offline for %d ms",
                agent,
                verdict.offlineMillis())
            .unless(!verdict.here(), "%s was still seen after its task had ended", agent));
    return objections
        .unless(relays() > 0, "no worker held an agent when it was stopped")
        .unless(done() == sections, "%d steps took effect, but the tasks have %d", done(), sections)
        .unless(repeated() == 0, "%d effects were repeated", repeated())
        .founded();
  }

  private long offlineMillis() {
    return seen.clients().values().stream()
        .mapToLong(ClientVerdict::offlineMillis)
        .max()
        .orElse(0);
  }

  private int done() {
    return sum(StepCount::done);
  }

  private int repeated() {
    return sum(StepCount::repeated);
  }

  private int sum(ToIntFunction<StepCount> count) {
    return steps.stream().mapToInt(count).sum();
  }

  private int relays() {
    return restarts.stream().mapToInt(Restart::agents).sum();
  }

  /** Of a demo in which no agent moved there is nothing to tell, which it objects to. */
  private Spread relay() {
    List<Long> all =
        restarts.stream().flatMap(restart -> restart.relayMillis().stream()).toList();
    return all.isEmpty() ? new Spread(0, 0, 0) : Spread.of(all);
  }

  private Spread end() {
    return Spread.of(restarts.stream().map(Restart::endMillis).toList());
  }

  /** The figures on top are the worst. */
  @Override
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("offlineMillis", offlineMillis());
    json.put("relayMillis", relay().maximum());
    json.put("relayMedianMillis", relay().median());
    json.put("endMillis", end().maximum());
    json.put("agents", steps.size());
    json.put("relays", relays());
    json.put("stepsDone", done());
    json.put("stepsRepeated", repeated());
    json.put("stepsRetried", sum(StepCount::retried));
    json.put("remainPresentForMillis", policy.remainPresentFor().toMillis());
    json.put("heartbeatTimeoutMillis", policy.heartbeatTimeout().toMillis());
    json.put("restarts", restarts);
    return json;
  }

  @Override
  public String promise() {
    return "nobody saw an agent offline, and no work was lost or done twice.";
  }

  @Override
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("", "median", "worst", "of %d restarts".formatted(restarts.size())));
    lines.add(ROW.formatted("offline", "", seconds(offlineMillis()), "nobody there at all"));
    lines.add(row("relay", relay(), "from SIGTERM to re-entered, %d times".formatted(relays())));
    lines.add(row("end", end(), "from SIGTERM to the end of the process"));
    lines.add(ROW.formatted(
        "steps",
        done(),
        "",
        "done, %d effects repeated, %d steps retried"
            .formatted(repeated(), sum(StepCount::retried))));
    return lines;
  }

  private static String row(String name, Spread spread, String meaning) {
    return ROW.formatted(name, seconds(spread.median()), seconds(spread.maximum()), meaning);
  }

  private static String seconds(long millis) {
    return Terminal.seconds(millis) + " s";
  }
}
