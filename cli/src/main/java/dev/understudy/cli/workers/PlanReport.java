package dev.understudy.cli.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.handoff.HandoffPlan;
import dev.understudy.handoff.HandoffPlan.Load;
import dev.understudy.handoff.HandoffPlan.Noticed;
import dev.understudy.handoff.Takeover;
import dev.understudy.handoff.Takeover.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A plan, for people and for programs. */
final class PlanReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "  %-36s%12s%12s%12s";

  private static final Map<Part, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put(Part.MISSED, "missed after");
    PARTS.put(Part.TELLING, "telling, assumed");
    PARTS.put(Part.NO_ANSWER, "the worker does not answer");
    PARTS.put(Part.REAPING, "reaping, assumed");
    PARTS.put(Part.NEXT_ATTEMPT, "next attempt");
    PARTS.put(Part.DISPATCH, "dispatch, assumed");
    PARTS.put(Part.ENTER, "attach, sync, enter, assumed");
  }

  private final HandoffPlan plan;

  PlanReport(HandoffPlan plan) {
    this.plan = plan;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(said("%,d agents on %,d workers", plan.agents(), plan.workers()));
    lines.add("");
    lines.addAll(budget());
    lines.add("");
    lines.addAll(load());
    lines.add("");
    lines.addAll(whole());
    plan.warnings().forEach(warning -> lines.add("worth a thought: " + warning));
    return lines;
  }

  private List<String> budget() {
    List<String> lines = new ArrayList<>();
    lines.add(row("a worker's end is told by its", "beacon", "lease", "heartbeats"));
    PARTS.forEach((part, name) -> lines.add(times(name, takeover -> part(takeover, part))));
    lines.add(times("the first agent is back, at worst", takeover -> seconds(takeover.total())));
    lines.add(times(
        said("half of its %,d are", plan.each().agents()),
        takeover -> seconds(plan.median(takeover))));
    lines.add(times("all of them are", takeover -> seconds(plan.last(takeover))));
    lines.add(row("remainPresentFor, less a quarter", "", "", seconds(plan.usable())));
    return lines;
  }

  private static String part(Takeover takeover, Part part) {
    Duration time = takeover.parts().get(part);
    return time == null ? "" : seconds(time);
  }

  private String times(String name, Function<Takeover, String> time) {
    return row(
        name,
        time.apply(plan.takeover(Noticed.BEACON)),
        time.apply(plan.takeover(Noticed.LEASE)),
        time.apply(plan.takeover(Noticed.HEARTBEATS)));
  }

  private List<String> load() {
    return List.of(
        row("each worker", "", "now", "then"),
        loads("agents, for --max-agents", Load::agents),
        loads("channels, one of the workers'", Load::channels),
        loads("connections, one for its beacon", Load::connections),
        loads("messages a second at the most", Load::messagesPerSecond),
        row("of a core, for heartbeats", "", percent(plan.workerProcessors()), ""));
  }

  private String loads(String name, ToIntFunction<Load> figure) {
    return row(
        name,
        "",
        said("%,d", figure.applyAsInt(plan.each())),
        said("%,d", figure.applyAsInt(plan.afterACrash())));
  }

  private List<String> whole() {
    return List.of(
        row("all workers", "", "", ""),
        row("connections to Ably", "", "", said("%,d", plan.connections())),
        row("heartbeats a second", "", "", said("%,.1f", plan.heartbeatsPerSecond())),
        lastWide("actions a month in Temporal", said("%,d", plan.actionsPerMonth())),
        row("of a core, in a development server", "", "", percent(plan.serverProcessors())));
  }

  private static String lastWide(String name, String value) {
    return said("  %-36s%36s", name, value);
  }

  private static String row(String name, String first, String second, String third) {
    return said(ROW, name, first, second, third).stripTrailing();
  }

  private static String percent(double share) {
    return said("%,.0f %%", share * 100);
  }

  /** Of a takeover nobody wants to know thousandths. */
  private static String seconds(Duration time) {
    return said("%.1f s", time.toMillis() / 1000.0);
  }

  private static String said(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(figures());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words are always JSON", e);
    }
  }

  private Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("agents", plan.agents());
    json.put("workers", plan.workers());
    json.put("remainPresentForMillis", plan.policy().remainPresentFor().toMillis());
    json.put("heartbeatTimeoutMillis", plan.policy().heartbeatTimeout().toMillis());
    json.put("usableMillis", plan.usable().toMillis());
    for (Noticed noticed : Noticed.values()) {
      json.put(noticed.word(), figures(plan.takeover(noticed)));
    }
    json.put("worker", figures(plan.each()));
    json.put("workerAfterACrash", figures(plan.afterACrash()));
    json.put("connections", plan.connections());
    json.put("heartbeatsPerSecond", plan.heartbeatsPerSecond());
    json.put("actionsPerMonth", plan.actionsPerMonth());
    json.put("workerCores", plan.workerProcessors());
    json.put("developmentServerCores", plan.serverProcessors());
    json.put("fits", plan.flaw().isEmpty());
    plan.flaw().ifPresent(flaw -> json.put("flaw", flaw));
    json.put("warnings", plan.warnings());
    return json;
  }

  private Map<String, Object> figures(Takeover takeover) {
    Map<String, Object> json = new LinkedHashMap<>();
    takeover.parts().forEach((part, time) -> json.put(part.word() + "Millis", time.toMillis()));
    json.put("firstMillis", takeover.total().toMillis());
    json.put("medianMillis", plan.median(takeover).toMillis());
    json.put("lastMillis", plan.last(takeover).toMillis());
    return json;
  }

  private static Map<String, Object> figures(Load load) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("agents", load.agents());
    json.put("channels", load.channels());
    json.put("connections", load.connections());
    json.put("messagesPerSecond", load.messagesPerSecond());
    return json;
  }
}
