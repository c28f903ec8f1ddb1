package dev.understudy.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.samples.stage.CommandRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole demo, with every process that it has for a user. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrashDemoTest {

  @Test
  void keepsTheAgentInSightWhenItsWorkerIsKilled() throws Exception {
    CommandRun run = CommandRun.of("demo", "crash", "--json", "--heartbeat-timeout", "2s");

    assertThat(run.exitStatus()).describedAs(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("offlineMillis").asLong(-1)).isZero();
    assertThat(figures.path("stepsRepeated").asLong(-1)).isZero();
    assertThat(figures.path("marginMillis").asLong(-1)).isGreaterThanOrEqualTo(20_000);
  }

  @Test
  void reportsTheGapWhenThereIsNoTimeForATakeover() throws Exception {
    CommandRun run = CommandRun.of(
        "demo",
        "crash",
        "--json",
        "--remain-present-for",
        "1s",
        "--heartbeat-timeout",
        "5s",
        "--anyway");

    assertThat(run.exitStatus()).describedAs(run.err()).isEqualTo(1);
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("offlineMillis").asLong(-1)).isPositive();
    assertThat(figures.path("marginMillis").asLong(1)).isNegative();
  }
}
