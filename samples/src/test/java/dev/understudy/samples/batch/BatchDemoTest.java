package dev.understudy.samples.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.samples.stage.CommandRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole demo, with every process that it has for a user. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BatchDemoTest {

  @Test
  void givesEveryPassageOneEffectThroughAPauseAndAKill() throws Exception {
    CommandRun run =
        CommandRun.of("demo", "batch", "--json", "--items", "800", "--heartbeat-timeout", "5s");

    assertThat(run.exitStatus()).describedAs(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("holds").asBoolean()).isTrue();
    assertThat(figures.path("distinctEffects").asInt()).isEqualTo(797);
    assertThat(figures.path("setAside").asInt()).isEqualTo(3);
    assertThat(figures.path("storedWhilePaused").asInt(-1)).isZero();
    assertThat(run.err().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void refusesMoreKillsThanPages() throws Exception {
    CommandRun run = CommandRun.of("demo", "batch", "--items", "1000", "--kills", "8");

    assertThat(run.exitStatus()).isEqualTo(2);
    assertThat(run.err()).contains("--kills must be from 0 to 7 but was 8");
  }

  @Test
  void refusesMorePassagesThanThereAre() throws Exception {
    CommandRun run = CommandRun.of("demo", "batch", "--items", "1000000");

    assertThat(run.exitStatus()).isEqualTo(2);
    assertThat(run.err()).contains("--items must be from 200 to").contains("but was 1000000");
  }
}
