package dev.understudy.samples.abandonment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Sightings;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** Tells who is in the session and what the agent shows, whenever that has changed. Thread-safe. */
final class AbandonmentNarrator implements Narrator {
  private static final String ROW = "%-15s  %-6s  %5s  %s";

  private final IntSupplier saved;
  private final Sightings agent = new Sightings(Stage.AGENT);
  /** The user of each connection. */
  private final Map<String, String> devices = new LinkedHashMap<>();

  private String lastRow = "";
  private String lastWord = "";

  /**
   * Of an empty session.
   *
   * @param saved tells how many sections lie on the desk
   */
  AbandonmentNarrator(IntSupplier saved) {
    this.saved = saved;
  }

  @Override
  public Optional<String> heading() {
    return Optional.of(ROW.formatted("people", "task", "saved", "the agent shows"));
  }

  @Override
  public synchronized Optional<String> line(Event event) {
    agent.add(event);
    if (!event.clientId().equals(Stage.AGENT)) {
      count(event);
    }
    String before = lastRow;
    lastRow = row(event);
    return Optional.of(lastRow).filter(row -> !row.equals(before));
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
    if (detail.has("question")) {
      return "asks: " + detail.path("question").asText();
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

  /** Whether the agent left for good, and gave its reason. */
  static boolean isGoodbye(Event event) {
    String reason = event.data().path("reason").asText();
    return event.clientId().equals(Stage.AGENT)
        && event.action() == Action.leave
        && !reason.isEmpty()
        && !reason.equals("superseded");
  }
}
