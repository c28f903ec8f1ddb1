package dev.understudy.samples.research;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.samples.stage.CommandRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole demo, with every process that it has for a user. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ResearchDemoTest {

  @Test
  void givesAReaderTheReportWithoutDoublesThroughAKillInTheStream() throws Exception {
    CommandRun run = CommandRun.of(
        "demo",
        "research",
        "--json",
        "--heartbeat-timeout",
        "5s",
        "Who pays for fish and for ports?");

    assertThat(run.exitStatus()).describedAs(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("holds").asBoolean()).isTrue();
    assertThat(figures.path("equalsResult").asBoolean()).isTrue();
    assertThat(figures.path("characters").asInt())
        .isEqualTo(figures.path("report").asText().length())
        .isPositive();
    assertThat(figures.path("droppedCharacters").asInt()).isPositive();
    assertThat(figures.path("attempts").asInt()).isGreaterThan(1);
    assertThat(figures.path("strayViews").asInt(-1)).isZero();
    assertThat(figures.path("published").asInt()).isOne();
    assertThat(figures.path("approvedBy").asText()).isEqualTo("alice");
    assertThat(figures.path("offlineMillis").asLong(-1)).isZero();
    assertThat(run.err().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @CsvSource({
    "'', the question \"\" names nothing to read about",
    "what about the, the question \"what about the\" names nothing to read about",
    "zyzzyva, the corpus has nothing on \"zyzzyva\""
  })
  void refusesInOneLineWhatItCannotAnswer(String question, String why) throws Exception {
    CommandRun run = CommandRun.of("demo", "research", question);

    assertThat(run.exitStatus()).isEqualTo(2);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("understudy: " + why + "; ask about something");
  }
}
