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

  private static ChaosFindings findings(Optional<String> temporal, Violation... violations) {
    Plan plan =
        new Plan(Duration.ofSeconds(90), 10, 7, new Setting(HandoffPolicy.DEFAULT, temporal));
    return new ChaosFindings(
        plan, Map.of(Kind.KILL, 3), new Tally(Map.of("handoffs", 12L)), List.of(violations));
  }

  @Test
  void saysHowOftenWhatWasDoneAndWhatWasLeftOut() {
    assertThat(findings(Optional.empty()).table())
        .anyMatch(line -> line.matches("  kill +3.*"))
        .anyMatch(line -> line.matches("  freeze +0.*"))
        .anyMatch(line -> line.matches("  handoffs +12.*"))
        .contains("  temporal-restart        -  the test server would forget all tasks");
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
  void tellsProgramsTheSame() {
    assertThat(findings(Optional.empty(), GAP).toJson())
        .contains("\"seed\":7", "\"injected\":{\"kill\":3}", "\"seen\":{\"handoffs\":12}")
        .contains("\"violations\":[\"offline: agent-1 was away\"]");
  }

  @Test
  void staysWithinEightyColumns() {
    assertThat(findings(Optional.empty()).lines())
        .allMatch(line -> line.length() <= Terminal.COLUMNS);
  }
}
