package dev.understudy.samples.crash;

import static dev.understudy.samples.stage.Terminal.fit;

import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.List;

/** Tells a person at a terminal of 80 columns what happens, line by line. Thread-safe. */
final class Timeline implements Narrator {
  private static final String ROW = "%-6s  %-8s  %-10s  %-6s  %-10s  %s";
  private static final int NAME = 8;
  private static final int CONNECTION = 10;
  private static final int WORKER = 10;

  private final Terminal terminal;
  private final List<Long> generations = new ArrayList<>();

  Timeline(Terminal terminal) {
    this.terminal = terminal;
  }

  void heading() {
    terminal.print("  seconds  "
        + ROW.formatted("event", "client", "connection", "tenure", "worker", "shows"));
  }

  @Override
  public synchronized void event(Event event) {
    AgentData data = AgentData.of(event.data());
    terminal.print(
        event.atMillis(),
        ROW.formatted(
            event.action().name(),
            fit(event.clientId(), NAME),
            fit(event.connectionId(), CONNECTION),
            tenure(data),
            fit(data.worker(), WORKER),
            shows(event.action(), data)));
  }

  @Override
  public void deed(long atMillis, String what) {
    terminal.print(atMillis, what);
  }

  void verdict(CrashReport report) {
    terminal.print("");
    VerdictText.lines(report).forEach(terminal::print);
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

  /** Generations are large numbers that mean nothing to a reader, so they are counted. */
  private String tenure(AgentData data) {
    if (data.generation() == 0) {
      return "";
    }
    if (!generations.contains(data.generation())) {
      generations.add(data.generation());
    }
    return (generations.indexOf(data.generation()) + 1) + "." + data.attempt();
  }
}
