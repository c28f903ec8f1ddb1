package dev.understudy.samples.abandonment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Sightings;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Who is in the session and what the agent shows, as the watcher saw it; each change is a line on
 * the terminal. Thread-safe.
 */
final class Room implements Narrator {
  private static final String ROW = "%-15s  %-6s  %5s  %s";

  private final Terminal terminal;
  private final IntSupplier saved;
  private final Sightings agent = new Sightings(Stage.AGENT);
  private final List<Event> events = new ArrayList<>();
  /** The user of each connection. */
  private final Map<String, String> devices = new LinkedHashMap<>();

  private String lastRow = "";
  private String lastWord = "";

  /**
   * An empty one.
   *
   * @param saved tells how many sections lie on the desk
   */
  Room(Terminal terminal, IntSupplier saved) {
    this.terminal = terminal;
    this.saved = saved;
  }

  void heading() {
    terminal.print("  seconds  " + ROW.formatted("people", "task", "saved", "the agent shows"));
  }

  @Override
  public synchronized void event(Event event) {
    events.add(event);
    agent.add(event);
    if (!event.clientId().equals(Stage.AGENT)) {
      count(event);
    }
    String row = row(event);
    if (!row.equals(lastRow)) {
      terminal.print(event.atMillis(), row);
    }
    lastRow = row;
  }

  private void count(Event event) {
    if (event.action() == Action.leave || event.action() == Action.absent) {
      devices.remove(event.connectionId());
    } else {
      devices.put(event.connectionId(), event.clientId());
    }
  }

  private String row(Event event) {
    if (isGoodbye(event)) {
      lastWord = "(left: %s)".formatted(event.data().path("reason").asText());
    }
    // What is left of the agent after its goodbye are ghosts.
    JsonNode data = lastWord.isEmpty()
        ? agent.ruler().map(Event::data).orElse(MissingNode.getInstance())
        : MissingNode.getInstance();
    return ROW.formatted(
        people(),
        data.path("state").asText(),
        saved.getAsInt(),
        lastWord.isEmpty() ? shown(data) : lastWord);
  }

  private static String shown(JsonNode data) {
    JsonNode detail = data.path("detail");
    if (detail.has("ask")) {
      return "asks: " + detail.path("ask").asText();
    }
    String wish = detail.has("wish") ? ", " + detail.path("wish").asText() : "";
    String section =
        detail.has("section") ? " section " + detail.path("section").asInt() : "";
    return data.path("status").asText() + section + wish;
  }

  private String people() {
    Map<String, Integer> counts = new TreeMap<>();
    devices.values().forEach(user -> counts.merge(user, 1, Integer::sum));
    List<String> texts = new ArrayList<>();
    counts.forEach((user, count) -> texts.add(user + " " + count));
    return texts.isEmpty() ? "nobody" : String.join(", ", texts);
  }

  @Override
  public void deed(long atMillis, String what) {
    terminal.print(atMillis, what);
  }

  /** The first event since then that is as wished. */
  synchronized Optional<Event> first(long sinceMillis, Predicate<Event> wish) {
    return events.stream()
        .filter(event -> event.atMillis() >= sinceMillis)
        .filter(wish)
        .findFirst();
  }

  /** An event of an agent that is there and in that state. */
  static Predicate<Event> agentIs(String state) {
    return event -> isAgentHere(event) && event.data().path("state").asText().equals(state);
  }

  /** An event of an agent that is there and shows that value. */
  static Predicate<Event> agentShows(String key, String value) {
    return event ->
        isAgentHere(event) && event.data().path("detail").path(key).asText().equals(value);
  }

  /** Whether the agent left for good, and gave its reason. */
  static boolean isGoodbye(Event event) {
    String reason = event.data().path("reason").asText();
    return event.clientId().equals(Stage.AGENT)
        && event.action() == Action.leave
        && !reason.isEmpty()
        && !reason.equals("superseded");
  }

  private static boolean isAgentHere(Event event) {
    return event.clientId().equals(Stage.AGENT) && event.action() != Action.leave;
  }
}
