package dev.understudy.samples.abandonment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.samples.stage.CommandRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole demo, with every process that it has for a user. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AbandonmentDemoTest {

  @Test
  void hasTheWorkFollowItsPeople() throws Exception {
    CommandRun run = CommandRun.of("demo", "abandonment", "--json", "--grace", "1s");

    assertThat(run.exitStatus()).describedAs(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("holds").asBoolean()).isTrue();
    assertThat(figures.path("offlineMillis").asLong(-1)).isZero();
    assertThat(figures.path("sectionsDone").asLong(-1)).isPositive();
    assertThat(figures.path("sectionsRepeated").asLong(-1)).isZero();
    assertThat(figures.path("sectionsLost").asLong(-1)).isZero();
    assertThat(figures.path("steered").asBoolean()).isTrue();
    assertThat(figures.path("approvedBy").asText()).isEqualTo("bob");
    assertThat(figures.path("leaveReason").asText()).isEqualTo("abandoned");
    assertThat(run.err().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void refusesAGraceThatNobodyWouldSitThrough() throws Exception {
    CommandRun run = CommandRun.of("demo", "abandonment", "--grace", "1h");

    assertThat(run.exitStatus()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "understudy: --grace must be from 0s to 15s but was 1h; choose a shorter one");
  }
}
