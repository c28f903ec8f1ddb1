package dev.understudy.samples.crash;

import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells a person at a terminal of 80 columns what happens, line by line. Thread-safe. */
final class Timeline {
  static final int COLUMNS = 80;

  private static final String ROW = "%9s  %-6s  %-8s  %-10s  %-6s  %-10s  %s";
  private static final int NAME = 8;
  private static final int CONNECTION = 10;
  private static final int WORKER = 10;

  private final PrintStream out;
  private final long startMillis;
  private final List<Long> generations = new ArrayList<>();

  /**
   * A timeline whose clock reads zero at {@code startMillis} since the epoch.
   *
   * @param out a terminal's stream, which stays open
   */
  Timeline(PrintStream out, long startMillis) {
    this.out = out;
    this.startMillis = startMillis;
  }

  synchronized void heading() {
    print(ROW.formatted("seconds", "event", "client", "connection", "tenure", "worker", "shows"));
  }

  /** A presence event, as the watcher saw it. */
  synchronized void event(Event event) {
    AgentData data = AgentData.of(event.data());
    print(ROW.formatted(
        seconds(event.atMillis()),
        event.action().name(),
        fit(event.clientId(), NAME),
        fit(event.connectionId(), CONNECTION),
        tenure(data),
        fit(data.worker(), WORKER),
        shows(event.action(), data)));
  }

  /** What the demo itself does, at a time in milliseconds since the epoch. */
  synchronized void deed(long atMillis, String what) {
    print("%9s  %s".formatted(seconds(atMillis), what));
  }

  synchronized void verdict(CrashReport report) {
    out.println();
    VerdictText.lines(report).forEach(this::print);
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

  private String seconds(long atMillis) {
    return String.format(Locale.ROOT, "%.3f", (atMillis - startMillis) / 1000.0);
  }

  private void print(String line) {
    out.println(fit(line, COLUMNS).stripTrailing());
    out.flush();
  }

  private static String fit(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
  }
}
