package dev.understudy.samples.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.Optional;

/** Tells what the agent shows. Thread-safe. */
final class BatchNarrator implements Narrator {
  @Override
  public Optional<String> line(Event event) {
    return Optional.of(event)
        .filter(seen -> seen.clientId().equals(Stage.AGENT))
        .map(seen -> "%-6s  %s".formatted(seen.action(), shown(seen)));
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
}
