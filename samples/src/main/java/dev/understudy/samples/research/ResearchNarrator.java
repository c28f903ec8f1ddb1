package dev.understudy.samples.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.Optional;

/** Tells who comes and goes, and what the agents show. Thread-safe. */
final class ResearchNarrator implements Narrator {
  private static final String ROW = "%-6s  %-10s  %-8s  %s";

  @Override
  public Optional<String> line(Event event) {
    String worker = event.data().path("worker").asText();
    return Optional.of(ROW.formatted(event.action(), event.clientId(), worker, shown(event)));
  }

  private static String shown(Event event) {
    JsonNode data = event.data();
    JsonNode detail = data.path("detail");
    if (data.path("role").isMissingNode()) {
      return data.path("device").asText();
    } else if (event.action() == Action.leave) {
      return data.path("reason").asText("(the member of a killed worker)");
    } else if (detail.has("question")) {
      return detail.path("question").asText();
    }
    String source = detail.path("source").asText(detail.path("topic").asText());
    return "%s %s".formatted(data.path("status").asText(), source).strip();
  }
}
