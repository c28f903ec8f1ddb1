package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.chaos.TemporalServer.Development;
import dev.understudy.samples.chaos.TemporalServer.Given;
import dev.understudy.samples.chaos.TemporalServer.TestServer;
import dev.understudy.samples.chaos.judge.Tally;
import dev.understudy.samples.chaos.judge.Violation;
import dev.understudy.samples.stage.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChaosFindingsTest {
  private static final Violation GAP = new Violation("offline", "agent-1 was away");

  private static boolean fits(String line) {
    return line.length() <= Terminal.COLUMNS;
  }

  private static ChaosFindings findings(TemporalServer temporal, Violation... violations) {
    return findings(new Ground(HandoffPolicy.DEFAULT, temporal), Map.of(Kind.KILL, 3), violations);
  }

  private static ChaosFindings findings(
      Ground ground, Map<Kind, Integer> injected, Violation... violations) {
    Plan plan = new Plan(Duration.ofSeconds(90), 10, 7, ground);
    return new ChaosFindings(
        plan,
        injected,
        plan.leftOut(),
        new Tally(Map.of("handoffs", 12L)).with("stillborn", 1),
        List.of(violations));
  }

  @Test
  void saysHowOftenWhatWasDoneAndWhatWasLeftOut() {
    assertThat(findings(new TestServer()).table())
        .anyMatch(line -> line.matches("  kill +3.*"))
        .anyMatch(line -> line.matches("  freeze +0.*"))
        .anyMatch(line -> line.matches("  handoffs +12.*"))
        .anyMatch(line -> line.matches("  stillborn +1.*"))
        .contains("  temporal-restart        -  the test server would forget all tasks");
  }

  @Test
  void stopsNoServerThatIsNotItsOwn() {
    assertThat(findings(new Given("localhost:7233")).table())
        .anyMatch(line -> line.matches("  temporal-server +-  the server is not ours to stop"))
        .anyMatch(line -> line.matches("  temporal-restart +-  the server is not ours to end"))
        .noneMatch(line -> line.matches("  temporal-server +0.*"));
  }

  @Test
  void restartsAServerOfItsOwn() {
    ChaosFindings found = findings(new Development(Path.of("bin/temporal")), GAP);

    assertThat(found.table())
        .anyMatch(line -> line.matches("  temporal-restart +0.*"))
        .anyMatch(line -> line.matches("  temporal-server +0.*"))
        .contains("    --temporal-binary bin/temporal");
  }

  @Test
  void saysThatFewAgentsLeaveNoBatchToAnyOfThem() {
    Plan plan =
        new Plan(Duration.ofSeconds(90), 4, 7, new Ground(HandoffPolicy.DEFAULT, new TestServer()));

    assertThat(plan.leftOut()).containsEntry("batches", "it takes 5 agents");
    assertThat(findings(new TestServer()).table()).noneMatch(line -> line.contains("batches"));
  }

  @Test
  void saysHowToDoTheSameAgain() {
    assertThat(findings(new Given("localhost:7233"), GAP).lines())
        .contains("  ! offline: agent-1 was away")
        .containsSequence(
            "To do the same again:",
            "  understudy chaos --minutes 1.5 --agents 10 --seed 7 \\",
            "    --temporal localhost:7233");
  }

  @Test
  void repeatsThePolicyAsWell() {
    HandoffPolicy policy =
        new HandoffPolicy(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofMillis(5500));
    ChaosFindings found = findings(new Ground(policy, new TestServer()), Map.of(), GAP);

    assertThat(found.figures().get("command"))
        .isEqualTo("understudy chaos --minutes 1.5 --agents 10 --seed 7 --remain-present-for 1000ms"
            + " --heartbeat-interval 6000ms --heartbeat-timeout 5500ms --anyway");
    assertThat(found.lines()).contains("    --anyway").allMatch(ChaosFindingsTest::fits);
  }

  @Test
  void objectsIfNothingWasDone() {
    ChaosFindings idle = findings(new Ground(HandoffPolicy.DEFAULT, new TestServer()), Map.of());

    assertThat(idle.objections()).singleElement().asString().startsWith("nothing was done");
    assertThat(idle.lines())
        .contains("Verdict: the promise was NOT kept.")
        .allMatch(ChaosFindingsTest::fits);
  }

  @Test
  void tellsProgramsTheSame() {
    assertThat(findings(new TestServer(), GAP).toJson())
        .contains(
            "\"seed\":7", "\"injected\":{\"kill\":3}", "\"seen\":{\"handoffs\":12,\"stillborn\":1}")
        .contains("\"violations\":[\"offline: agent-1 was away\"]");
  }

  @Test
  void staysWithinEightyColumns() {
    assertThat(findings(new TestServer()).lines()).allMatch(ChaosFindingsTest::fits);
  }
}
