package dev.understudy.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Gap;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrashFindingsTest {
  private static final Figures QUICK = new Figures("worker-a", 0, 5000, 5100, 30_000, 25_000);
  private static final Figures SLOW = new Figures("worker-b", 0, 5400, 5600, 30_100, 24_700);
  private static final ClientVerdict SEEN = new ClientVerdict(0, List.of(), false);
  private static final StepCount ALL_ONCE = new StepCount(20, 0, 1);

  @Test
  void holdsIfNobodySawAGapAndEveryStepTookEffectOnce() {
    assertThat(findings(SEEN, 0, ALL_ONCE).objections()).isEmpty();
  }

  @Test
  void objectsToOfflineTime() {
    ClientVerdict gap = new ClientVerdict(40, List.of(new Gap(1, 41)), false);

    assertThat(findings(gap, 0, ALL_ONCE).objections())
        .containsExactly("the agent was seen offline for 40 ms");
  }

  @Test
  void objectsToAWatcherThatCouldNotSee() {
    assertThat(findings(SEEN, 10, ALL_ONCE).objections())
        .singleElement()
        .asString()
        .contains("10 ms");
  }

  @Test
  void objectsToAnAgentThatStays() {
    ClientVerdict here = new ClientVerdict(0, List.of(), true);

    assertThat(findings(here, 0, ALL_ONCE).objections()).isNotEmpty();
  }

  @Test
  void objectsToMissingAndToRepeatedEffects() {
    assertThat(findings(SEEN, 0, new StepCount(19, 0, 1)).objections()).isNotEmpty();
    assertThat(findings(SEEN, 0, new StepCount(20, 1, 1)).objections()).isNotEmpty();
  }

  @Test
  void givesTheFiguresOfASingleKillAndNoMore() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(findings(SEEN, 0, ALL_ONCE, QUICK).toJson());

    assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                    {"offlineMillis":0,"takeoverMillis":5000,"workResumeMillis":5100,
                     "ghostMillis":30000,"marginMillis":25000,"stepsDone":20,"stepsRepeated":0,
                     "stepsRetried":1,"remainPresentForMillis":30000,"heartbeatTimeoutMillis":15000}
                    """));
  }

  @Test
  void putsTheWorstOfSeveralKillsOnTop() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(findings(SEEN, 0, ALL_ONCE, QUICK, SLOW).toJson());

    assertThat(json.path("takeoverMillis").asLong()).isEqualTo(5400);
    assertThat(json.path("marginMillis").asLong()).isEqualTo(24_700);
    assertThat(json.path("runs").path(1).path("killed").asText()).isEqualTo("worker-b");
    assertThat(json.path("median").path("takeoverMillis").asLong()).isEqualTo(5200);
    assertThat(json.path("maximum").path("ghostMillis").asLong()).isEqualTo(30_100);
  }

  @Test
  void fitsATerminalInWords() {
    assertThat(findings(SEEN, 0, ALL_ONCE, QUICK, SLOW).lines())
        .allMatch(line -> line.length() <= Terminal.COLUMNS)
        .anyMatch(line -> line.contains("takeover") && line.contains("5.200 s"));
  }

  private static CrashFindings findings(
      ClientVerdict seen, long blindMillis, StepCount steps, Figures... runs) {
    List<Figures> all = runs.length == 0 ? List.of(QUICK) : List.of(runs);
    return new CrashFindings(HandoffPolicy.DEFAULT, all, seen, blindMillis, steps, 20);
  }
}
