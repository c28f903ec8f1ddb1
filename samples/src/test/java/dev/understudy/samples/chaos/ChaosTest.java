package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.samples.stage.CommandRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a user runs it. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChaosTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--minutes 0 | --minutes must be more than 0",
        "--agents 0 | --agents must be from 1",
        "--max-agents 0 | --max-agents must be at least 1",
        "--temporal nowhere | 'nowhere' is no address",
        "--temporal-binary /no/such | /no/such is no program",
        "--temporal localhost:1 --temporal-binary /bin/sh | are two servers"
      })
  void refusesABadRequestInOneLine(String options, String complaint) throws Exception {
    CommandRun run = CommandRun.of(("chaos " + options.strip()).split(" "));

    assertThat(run.exitStatus()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(complaint.strip());
  }

  /** Its worker is killed first, and all others have as many agents as they take. */
  @Test
  void stopsAtTheFirstGapAndSaysHowToSeeItAgain() throws Exception {
    CommandRun run = CommandRun.of(
        ("chaos --json --agents 16 --max-agents 4 --minutes 3 --seed 1 --heartbeat-timeout 5s"
                + " --remain-present-for 1s --anyway")
            .split(" "));

    assertThat(run.exitStatus()).describedAs(run.err()).isEqualTo(1);
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("violations").path(0).asText()).startsWith("offline: agent-");
    assertThat(figures.path("command").asText())
        .contains(
            "--seed 1",
            "--max-agents 4",
            "--heartbeat-timeout 5000ms",
            "--remain-present-for 1000ms")
        .endsWith(" --anyway");
    assertThat(figures.path("injected").path("kill").asInt()).isEqualTo(1);
  }
}
