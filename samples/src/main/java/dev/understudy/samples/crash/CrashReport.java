package dev.understudy.samples.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.essay.StepCount;
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
record CrashReport(
    HandoffPolicy policy,
    List<Figures> runs,
    ClientVerdict seen,
    long blindMillis,
    StepCount steps,
    int sections) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, ToLongFunction<Figures>> FIGURES = new LinkedHashMap<>();

  static {
    FIGURES.put("offlineMillis", Figures::offlineMillis);
    FIGURES.put("takeoverMillis", Figures::takeoverMillis);
    FIGURES.put("workResumeMillis", Figures::workResumeMillis);
    FIGURES.put("ghostMillis", Figures::ghostMillis);
    FIGURES.put("marginMillis", Figures::marginMillis);
  }

  CrashReport {
    runs = List.copyOf(runs);
  }

  /** Whether what Understudy promises was kept. */
  boolean holds() {
    return objections().isEmpty();
  }

  /** What was not as promised. */
  List<String> objections() {
    List<String> objections = new ArrayList<>();
    if (seen.offlineMillis() > 0) {
      objections.add("the agent was seen offline for " + seen.offlineMillis() + " ms");
    }
    if (blindMillis > 0) {
      objections.add("the watcher itself was cut off for " + blindMillis + " ms");
    }
    if (seen.here()) {
      objections.add("the agent was still seen after its task had ended");
    }
    if (steps.done() != sections) {
      objections.add(steps.done() + " steps took effect, but the task has " + sections);
    }
    if (steps.repeated() > 0) {
      objections.add(steps.repeated() + " effects were repeated");
    }
    return objections;
  }

  /** One figure over all runs. */
  Spread spread(ToLongFunction<Figures> figure) {
    return Spread.of(runs.stream().map(figure::applyAsLong).toList());
  }

  /**
   * One JSON object on one line. With several runs the figures on top are the worst of them, and
   * each run's own and their median, minimum and maximum follow.
   */
  String toJson() {
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
    return write(json);
  }

  private Map<String, Long> each(Function<Spread, Long> end) {
    Map<String, Long> values = new LinkedHashMap<>();
    FIGURES.forEach((name, figure) -> values.put(name, end.apply(spread(figure))));
    return values;
  }

  private static String write(Map<String, Object> json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words are always JSON", e);
    }
  }
}
