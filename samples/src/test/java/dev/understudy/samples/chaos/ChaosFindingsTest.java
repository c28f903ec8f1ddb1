package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.chaos.judge.Tally;
import dev.understudy.samples.chaos.judge.Violation;
import dev.understudy.samples.stage.Setting;
import dev.understudy.samples.stage.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChaosFindingsTest {
  private static final Violation GAP = new Violation("offline", "agent-1 was away");

  private static boolean fits(String line) {
    return line.length() <= Terminal.COLUMNS;
  }

  private static ChaosFindings findings(Optional<String> temporal, Violation... violations) {
    return findings(new Setting(HandoffPolicy.DEFAULT, temporal), Map.of(Kind.KILL, 3), violations);
  }

  private static ChaosFindings findings(
      Setting setting, Map<Kind, Integer> injected, Violation... violations) {
    Plan plan = new Plan(Duration.ofSeconds(90), 10, 7, setting);
    return new ChaosFindings(
        plan,
        injected,
        plan.leftOut(),
        new Tally(Map.of("handoffs", 12L)).with("stillborn", 1),
        List.of(violations));
  }

  @Test
  void saysHowOftenWhatWasDoneAndWhatWasLeftOut() {
    assertThat(findings(Optional.empty()).table())
        .anyMatch(line -> line.matches("  kill +3.*"))
        .anyMatch(line -> line.matches("  freeze +0.*"))
        .anyMatch(line -> line.matches("  handoffs +12.*"))
        .anyMatch(line -> line.matches("  stillborn +1.*"))
        .contains("  temporal-restart        -  the test server would forget all tasks")
        .contains("  batches                 -  no agent here works through one");
  }

  @Test
  void stopsNoServerThatIsNotItsOwn() {
    assertThat(findings(Optional.of("localhost:7233")).table())
        .anyMatch(line -> line.matches("  temporal-server +-  the server is not ours to stop"))
        .noneMatch(line -> line.matches("  temporal-server +0.*"));
  }

  @Test
  void saysHowToDoTheSameAgain() {
    assertThat(findings(Optional.of("localhost:7233"), GAP).lines())
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
    ChaosFindings found = findings(new Setting(policy, Optional.empty()), Map.of(), GAP);

    assertThat(found.command())
        .isEqualTo("understudy chaos --minutes 1.5 --agents 10 --seed 7 --remain-present-for 1000ms"
            + " --heartbeat-interval 6000ms --heartbeat-timeout 5500ms --anyway");
    assertThat(found.lines()).contains("    --anyway").allMatch(ChaosFindingsTest::fits);
  }

  @Test
  void objectsIfNothingWasDone() {
    ChaosFindings idle = findings(new Setting(HandoffPolicy.DEFAULT, Optional.empty()), Map.of());

    assertThat(idle.objections()).singleElement().asString().startsWith("nothing was done");
    assertThat(idle.lines())
        .contains("Verdict: the promise was NOT kept.")
        .allMatch(ChaosFindingsTest::fits);
  }

  @Test
  void tellsProgramsTheSame() {
    assertThat(findings(Optional.empty(), GAP).toJson())
        .contains(
            "\"seed\":7", "\"injected\":{\"kill\":3}", "\"seen\":{\"handoffs\":12,\"stillborn\":1}")
        .contains("\"violations\":[\"offline: agent-1 was away\"]");
  }

  @Test
  void staysWithinEightyColumns() {
    assertThat(findings(Optional.empty()).lines()).allMatch(ChaosFindingsTest::fits);
  }
}
