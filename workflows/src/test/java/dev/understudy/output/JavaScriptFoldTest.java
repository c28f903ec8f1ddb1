package dev.understudy.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.understudy.presence.Publication;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The reader in JavaScript sees what the one in Java sees, message by message. */
class JavaScriptFoldTest {
  private static final int SCHEDULES = 5_000;
  private static final String AGENT = "writer";
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  @Test
  void seesWhatTheOneInJavaSees() throws Exception {
    Process node = node();
    try (BufferedWriter schedules = node.outputWriter();
        BufferedReader views = node.inputReader()) {
      for (int seed = 0; seed < SCHEDULES; seed++) {
        List<OutputMessage> deliveries = new ArrayList<>(OutputSchedule.of(seed));
        deliveries.add(
            seed % deliveries.size(),
            new OutputMessage("task", 1, new OutputEvent.Said(seed, "plan", "a")));
        schedules.write(wire(deliveries).toString());
        schedules.newLine();
        schedules.flush();

        assertThat(JSON.readTree(views.readLine())).as("seed " + seed).isEqualTo(seen(deliveries));
      }
    } finally {
      node.destroy();
    }
  }

  @Test
  void ignoresWhatIsMalformed() throws Exception {
    Process node = node();
    try (BufferedWriter schedules = node.outputWriter();
        BufferedReader views = node.inputReader()) {
      schedules.write("""
          [{}, {"clientId": "a"}, {"clientId": "a", "extras": {"headers": {"understudy": "toString"}}}, \
          {"clientId": "a", "extras": {"headers": {"understudy": "part", "task": "t", "tenure": 1, \
          "step": 1, "attempt": 1, "part": -1}}}, {"clientId": "a", "extras": {"headers": {"understudy": "part", \
          "task": "t", "tenure": 1, "step": 1, "attempt": 1, "part": 0, "rounds": "5.4"}}}, {"clientId": "a", \
          "extras": {"headers": \
          {"understudy": "task-end", "task": "t", "tenure": 1, "reason": "bored"}}}]
          """);
      schedules.flush();

      assertThat(views.readLine()).isEqualTo("[null,null,null,null,null,null]");
    } finally {
      node.destroy();
    }
  }

  private static Process node() {
    try {
      return new ProcessBuilder("node", "src/test/js/fold.mjs")
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      return abort("skipped: node is not on the PATH");
    }
  }

  private static ArrayNode wire(List<OutputMessage> deliveries) {
    ArrayNode wire = JSON.createArrayNode();
    for (OutputMessage message : deliveries) {
      Publication publication = message.publication();
      ObjectNode one = wire.addObject().put("name", publication.name()).put("clientId", AGENT);
      one.set("data", JSON.valueToTree(publication.data()));
      one.putObject("extras").set("headers", JSON.valueToTree(publication.headers()));
    }
    return wire;
  }

  private static JsonNode seen(List<OutputMessage> deliveries) throws IOException {
    OutputFold fold = new OutputFold();
    ArrayNode views = JSON.createArrayNode();
    for (OutputMessage message : deliveries) {
      views.add(
          fold.take(AGENT, message)
              ? view(fold.output(AGENT, OutputSchedule.TASK).orElseThrow())
              : JSON.nullNode());
    }
    return JSON.readTree(views.toString());
  }

  private static JsonNode view(TaskOutput output) {
    ObjectNode view = JSON.valueToTree(output);
    view.put("text", output.text()).remove("ended");
    view.path("steps").forEach(step -> {
      ObjectNode one = (ObjectNode) step;
      one.put("state", one.path("state").asText().toLowerCase(Locale.ROOT)).remove("ended");
    });
    return view;
  }
}
