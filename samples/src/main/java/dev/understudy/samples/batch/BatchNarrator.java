package dev.understudy.samples.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what the agent shows, as the watcher saw it. Thread-safe. */
final class BatchNarrator implements Narrator {
  private final Terminal terminal;
  private final List<Event> events = new ArrayList<>();

  BatchNarrator(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void event(Event event) {
    events.add(event);
    if (event.clientId().equals(Stage.AGENT)) {
      terminal.print(event.atMillis(), "%-6s  %s".formatted(event.action(), shown(event)));
    }
  }

  private static String shown(Event event) {
    JsonNode data = event.data();
    JsonNode detail = data.path("detail");
    if (event.action() == Action.leave) {
      return data.path("reason").asText("(the member of a killed worker)");
    }
    if (!detail.has("done")) {
      return data.path("worker").asText();
    }
    String left = detail.has("secondsLeft")
        ? ", %d s left".formatted(detail.path("secondsLeft").asLong())
        : "";
    return "%s  %s: %d of %d, %d aside, %.0f/s%s"
        .formatted(
            data.path("worker").asText(),
            data.path("state").asText(),
            detail.path("done").asLong(),
            detail.path("total").asLong(),
            detail.path("setAside").asLong(),
            detail.path("perSecond").asDouble(),
            left);
  }

  @Override
  public void deed(long atMillis, String what) {
    terminal.print(atMillis, what);
  }

  /** The first time since then that the agent was seen in that state. */
  synchronized Optional<Event> agentIs(String state, long sinceMillis) {
    return events.stream()
        .filter(event -> event.atMillis() >= sinceMillis)
        .filter(event -> event.clientId().equals(Stage.AGENT))
        .filter(event -> event.action() != Action.leave)
        .filter(event -> event.data().path("state").asText().equals(state))
        .findFirst();
  }
}
