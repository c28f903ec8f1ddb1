package dev.understudy.samples.demo;

import static dev.understudy.samples.stage.Terminal.fit;

import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of each event when it was, whose, and by which tenure. Thread-safe. */
public final class Timeline implements Narrator {
  private static final String ROW = "%-6s  %-8s  %-10s  %-6s  %-10s  %s";
  private static final int NAME = 8;
  private static final int CONNECTION = 10;
  private static final int WORKER = 10;

  /** The attempts of each generation, both in the order in which they came. */
  private final Map<Long, List<Long>> tenures = new LinkedHashMap<>();

  @Override
  public Optional<String> heading() {
    return Optional.of(ROW.formatted("event", "client", "connection", "tenure", "worker", "shows"));
  }

  @Override
  public synchronized Optional<String> line(Event event) {
    AgentData data = AgentData.of(event.data());
    return Optional.of(ROW.formatted(
        event.action().name(),
        fit(event.clientId(), NAME),
        fit(event.connectionId(), CONNECTION),
        tenure(data),
        fit(data.worker(), WORKER),
        shows(event.action(), data)));
  }

  private static String shows(Action action, AgentData data) {
    if (!data.reason().isEmpty()) {
      return data.reason();
    }
    if (action == Action.leave) {
      return "(ghost gone)";
    }
    return data.section() == 0 ? data.status() : data.status() + " " + data.section();
  }

  /** Both are large numbers that mean nothing to a reader, so they are counted. */
  private String tenure(AgentData data) {
    if (data.generation() == 0) {
      return "";
    }
    List<Long> attempts = tenures.computeIfAbsent(data.generation(), first -> new ArrayList<>());
    if (!attempts.contains(data.attempt())) {
      attempts.add(data.attempt());
    }
    int generation = List.copyOf(tenures.keySet()).indexOf(data.generation()) + 1;
    return generation + "." + (attempts.indexOf(data.attempt()) + 1);
  }
}
