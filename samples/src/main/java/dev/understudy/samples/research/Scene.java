package dev.understudy.samples.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Sightings;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is there and what the agents show, as the watcher saw it. Thread-safe. */
final class Scene implements Narrator {
  private static final String ROW = "%-6s  %-10s  %-8s  %s";

  private final Terminal terminal;
  private final Map<String, Sightings> agents = new LinkedHashMap<>();

  Scene(Terminal terminal, List<String> names) {
    this.terminal = terminal;
    names.forEach(name -> agents.put(name, new Sightings(name)));
  }

  @Override
  public void event(Event event) {
    agents.values().forEach(agent -> agent.add(event));
    JsonNode data = event.data();
    String worker = data.path("worker").asText();
    terminal.print(
        event.atMillis(), ROW.formatted(event.action(), event.clientId(), worker, shown(event)));
  }

  private static String shown(Event event) {
    JsonNode data = event.data();
    JsonNode detail = data.path("detail");
    if (data.path("role").isMissingNode()) {
      return data.path("device").asText();
    } else if (event.action() == Action.leave) {
      return data.path("reason").asText("(the member of a killed worker)");
    } else if (detail.has("ask")) {
      return detail.path("ask").asText();
    }
    String source = detail.path("source").asText(detail.path("topic").asText());
    return "%s %s".formatted(data.path("status").asText(), source).strip();
  }

  @Override
  public void deed(long atMillis, String what) {
    terminal.print(atMillis, what);
  }

  /** Who holds the agent at the moment, by the member of its highest tenure. */
  Optional<String> holder(String agent) {
    return data(agent).map(data -> data.path("worker").asText()).filter(name -> !name.isEmpty());
  }

  /** The id of what the agent asks at the moment. */
  Optional<Long> question(String agent) {
    return data(agent)
        .filter(data -> data.path("state").asText().equals("asking"))
        .map(data -> data.path("detail").path("question").asLong());
  }

  private Optional<JsonNode> data(String agent) {
    return Optional.ofNullable(agents.get(agent)).flatMap(Sightings::ruler).map(Event::data);
  }

  /** Whether no member of any agent is left. */
  boolean isEmpty() {
    return agents.values().stream().allMatch(Sightings::isGone);
  }
}
