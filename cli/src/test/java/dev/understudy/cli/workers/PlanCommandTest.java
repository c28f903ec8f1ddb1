package dev.understudy.cli.workers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it changes the locale of the whole process")
final class PlanCommandTest {
  private final Locale usual = Locale.getDefault();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void restore() {
    Locale.setDefault(usual);
  }

  @Test
  void printsTheBudgetLineByLineAndWhatItTakes() {
    Locale.setDefault(Locale.GERMANY);

    assertThat(run("--agents", "5000", "--workers", "4")).isZero();

    assertThat(out.toString()).isEqualTo("""
        5,000 agents on 4 workers

          a worker's end is told by its             beacon       lease  heartbeats
          missed after                               1.0 s       5.0 s      15.0 s
          telling, assumed                           0.5 s       0.5 s
          the worker does not answer                 0.3 s       3.0 s
          reaping, assumed                           1.0 s       1.0 s
          next attempt                                                       0.1 s
          dispatch, assumed                          1.0 s       1.0 s       1.0 s
          attach, sync, enter, assumed               2.0 s       2.0 s       2.0 s
          the first agent is back, at worst          5.8 s      12.5 s      18.1 s
          half of its 1,250 are                      6.9 s      13.6 s      19.2 s
          all of them are                            9.0 s      15.7 s      21.3 s
          remainPresentFor, less a quarter                                  22.5 s

          each worker                                              now        then
          agents, for --max-agents                               1,250       1,667
          channels, one of the workers'                          1,251       1,668
          connections, one for its beacon                            8          10
          messages a second at the most                            210         270
          of a core, for heartbeats                               15 %

          all workers
          connections to Ably                                                   32
          heartbeats a second                                              1,003.2
          actions a month in Temporal                                2,600,294,400
          of a core, in a development server                                 251 %
        """);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void saysWhatToChangeWhereItDoesNotFit() {
    assertThat(run("--agents", "5000", "--workers", "2")).isEqualTo(2);

    assertThat(out.toString()).contains("all of them are");
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("understudy: the last of a worker's 2,500 agents can be back after 42.1 s")
        .endsWith("or use at least 4 workers; or run it all the same with --anyway");
  }

  @Test
  void isPlannedAllTheSameIfSomebodySaysSo() {
    assertThat(run("--agents", "5000", "--workers", "2", "--anyway")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void takesTheNumbersOfTheHandoff() throws Exception {
    int status = run(
        "--agents", "5000", "--remain-present-for", "45s", "--heartbeat-timeout", "3s", "--json");

    JsonNode plan = new ObjectMapper().readTree(out.toString());
    assertThat(status).isZero();
    assertThat(plan.path("fits").asBoolean()).isTrue();
    assertThat(plan.path("usableMillis").asLong()).isEqualTo(33_750);
    assertThat(plan.path("heartbeats").path("missedMillis").asLong()).isEqualTo(3_000);
    assertThat(plan.path("heartbeats").path("lastMillis").asLong()).isEqualTo(30_100);
    assertThat(plan.path("beacon").path("noAnswerMillis").asLong()).isEqualTo(300);
    assertThat(plan.path("workerAfterACrash").path("connections").asInt()).isEqualTo(26);
    assertThat(plan.path("heartbeatsPerSecond").asDouble()).isEqualTo(5_001.6);
    assertThat(plan.path("warnings")).hasSize(1);
  }

  @Test
  void tellsProgramsToo() throws Exception {
    assertThat(run("--agents", "5000", "--workers", "2", "--json")).isEqualTo(2);

    JsonNode plan = new ObjectMapper().readTree(out.toString());
    assertThat(plan.path("fits").asBoolean(true)).isFalse();
    assertThat(plan.path("flaw").asText()).contains("raise remainPresentFor to at least 56.134 s");
  }

  @Test
  void refusesWhatNobodyHas() {
    assertThat(run("--agents", "0")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "understudy: --agents must be from 1 to 1000000 but was 0; see 'understudy plan --help'");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesNumbersOutOfBounds() {
    assertThat(run("--agents", "1", "--heartbeat-timeout", "2m")).isEqualTo(2);
    assertThat(err.toString()).contains("heartbeatTimeout must be from 1 s to 60 s but was 120 s");
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "plan";
    System.arraycopy(options, 0, args, 1, options.length);
    return CommandStage.commandLine(new PlanCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
