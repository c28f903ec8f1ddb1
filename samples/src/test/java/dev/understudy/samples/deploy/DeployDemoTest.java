package dev.understudy.samples.deploy;

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
final class DeployDemoTest {

  @Test
  void keepsTenAgentsInSightWhileAllTheirWorkersAreReplaced() throws Exception {
    CommandRun run = CommandRun.of("demo", "deploy", "--json");

    assertThat(run.exitStatus()).describedAs(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("offlineMillis").asLong(-1)).isZero();
    assertThat(figures.path("agents").asInt()).isEqualTo(10);
    assertThat(figures.path("relays").asInt()).isGreaterThanOrEqualTo(10);
    assertThat(figures.path("restarts").findValuesAsText("stopped"))
        .containsExactlyInAnyOrder("worker-a", "worker-b", "worker-c");
    assertThat(figures.path("stepsRepeated").asLong(-1)).isZero();
  }
}
