package dev.understudy.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("one of its tests changes the locale of the whole process")
final class TimelineTest {
  private static final long START = 1_700_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), START);
  private final Timeline narrator = new Timeline();

  @Test
  void tellsWhenWhoAndByWhichTenure() {
    narrate(event(Action.enter, "writer", data(77, 1, "worker-a").put("status", "writing")));

    assertThat(lines().get(0))
        .matches(" +1\\.500 +enter +writer +connection +1\\.1 +worker-a +writing");
  }

  @Test
  void writesTheTimeAlikeInEveryCountry() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      terminal.print(START + 1500, "a deed");
    } finally {
      Locale.setDefault(usual);
    }

    assertThat(lines().get(0)).isEqualTo("    1.500  a deed");
  }

  @Test
  void countsTenuresInTheOrderInWhichTheyCame() {
    long first = 1_795_493_697_219_001L;
    long second = 1_795_493_799_000_001L;
    narrate(event(Action.enter, "writer", data(1_795_493_697_219L, first, "worker-a")));
    narrate(event(Action.enter, "writer", data(1_795_493_799_000L, second, "worker-b")));
    narrate(event(Action.enter, "writer", data(1_795_493_799_000L, second + 1, "worker-c")));
    narrate(event(Action.leave, "writer", data(1_795_493_799_000L, second, "worker-b")));

    assertThat(lines().get(0)).contains(" 1.1 ");
    assertThat(lines().get(1)).contains(" 2.1 ");
    assertThat(lines().get(2)).contains(" 2.2 ");
    assertThat(lines().get(3)).contains(" 2.1 ");
  }

  @Test
  void saysWhyAnAgentLeft() {
    narrate(event(Action.leave, "writer", data(77, 1, "").put("reason", "completed")));
    narrate(event(Action.leave, "writer", data(77, 1, "worker-a")));

    assertThat(lines().get(0)).endsWith("completed");
    assertThat(lines().get(1)).endsWith("(ghost gone)");
  }

  @Test
  void staysWithinEightyColumnsWhateverItIsTold() {
    String endless = "x".repeat(300);
    narrator.heading().ifPresent(terminal::print);
    terminal.print(START, endless);
    narrate(event(Action.update, endless, data(Long.MAX_VALUE, 9, endless).put("status", endless)));
    narrate(event(Action.enter, "user", JsonNodeFactory.instance.objectNode()));

    assertThat(lines()).hasSize(4).allMatch(line -> line.length() <= Terminal.COLUMNS);
  }

  private void narrate(Event event) {
    narrator.line(event).ifPresent(line -> terminal.print(event.atMillis(), line));
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Event event(Action action, String clientId, ObjectNode data) {
    return new Event(START + 1500, action, clientId, "connection", data);
  }

  private static ObjectNode data(long generation, long attempt, String worker) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putArray("tenure").add(generation).add(attempt);
    return worker.isEmpty() ? data : data.put("worker", worker);
  }
}
