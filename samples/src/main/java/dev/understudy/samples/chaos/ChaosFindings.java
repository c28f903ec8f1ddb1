package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.judge.Tally;
import dev.understudy.samples.chaos.judge.Violation;
import dev.understudy.samples.demo.Findings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How it went.
 *
 * @param injected how often each kind was
 * @param leftOut what was neither injected nor looked at, and why not
 * @param violations of promises, of which the first ended it; none if all were kept
 */
record ChaosFindings(
    Plan plan,
    Map<Kind, Integer> injected,
    Map<String, String> leftOut,
    Tally tally,
    List<Violation> violations)
    implements Findings {
  private static final String ROW = "  %-17s %7s  %s";

  ChaosFindings {
    injected = injected.isEmpty() ? Map.of() : new EnumMap<>(injected);
    leftOut = new LinkedHashMap<>(leftOut);
    violations = List.copyOf(violations);
  }

  @Override
  public List<String> objections() {
    return violations.isEmpty() && injected.isEmpty()
        ? List.of("nothing was done to anybody, which proves nothing: give it more --minutes")
        : violations.stream().map(Violation::toString).toList();
  }

  @Override
  public String promise() {
    return "whatever was done to workers and servers, nobody saw anything of it.";
  }

  @Override
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", plan.seed());
    json.put("command", plan.command());
    json.put("violations", objections());
    Map<String, Integer> kinds = new LinkedHashMap<>();
    injected.forEach((kind, times) -> kinds.put(kind.word(), times));
    json.put("injected", kinds);
    json.put("leftOut", leftOut);
    json.put("seen", tally.counts());
    return json;
  }

  @Override
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("  injected");
    plan.kinds()
        .forEach(kind -> lines.add(ROW.formatted(kind.word(), injected.getOrDefault(kind, 0), "")));
    leftOut.forEach((kind, why) -> lines.add(ROW.formatted(kind, "-", why)));
    lines.add("  seen");
    lines.add(ROW.formatted("agents", plan.agents(), "on " + Plan.WORKERS + " workers"));
    tally.counts().forEach((what, times) -> lines.add(ROW.formatted(what, times, "")));
    lines.add("");
    lines.add("To do the same again:");
    lines.addAll(
        ("  " + String.join(" \\\n    ", plan.commandInParts())).lines().toList());
    return lines;
  }
}
