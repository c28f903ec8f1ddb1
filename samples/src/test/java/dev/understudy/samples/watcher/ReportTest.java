package dev.understudy.samples.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Ready;
import dev.understudy.samples.watcher.Report.Sight;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportTest {

  static Stream<Report> everyKind() {
    return Stream.of(
        new Ready(1, "room:1"),
        new Event(2, Action.enter, "writer", "c", JsonNodeFactory.instance.objectNode()),
        new Sight(3, false, "disconnected"),
        new Verdict(4, 0, Map.of("writer", new ClientVerdict(5, List.of(new Gap(1, 6)), true))));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void isReadAsItWasWritten(Report report) {
    assertThat(Report.parse(report.toLine())).isEqualTo(report);
  }

  @Test
  void isOneLineThatSaysItsKindFirst() {
    assertThat(new Ready(1, "room:1").toLine())
        .isEqualTo("{\"kind\":\"ready\",\"atMillis\":1,\"channel\":\"room:1\"}");
  }

  @Test
  void refusesALineOfAnotherProgram() {
    assertThatThrownBy(() -> Report.parse("hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hello");
  }
}
