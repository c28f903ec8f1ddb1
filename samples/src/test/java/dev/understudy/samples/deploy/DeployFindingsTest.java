package dev.understudy.samples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeployFindingsTest {
  private static final ClientVerdict SEEN = new ClientVerdict(0, List.of(), false);
  private static final List<Restart> RESTARTS = List.of(
      new Restart("worker-a", List.of(200L, 400L), 900),
      new Restart("worker-b", List.of(300L), 1200));
  private static final List<StepCount> ALL_ONCE =
      List.of(new StepCount(20, 0, 1), new StepCount(10, 0, 0));

  @Test
  void holdsIfNobodySawAGapAndEveryStepTookEffectOnce() {
    assertThat(findings(SEEN, RESTARTS, ALL_ONCE, 30).objections()).isEmpty();
  }

  @Test
  void namesTheAgentThatWasSeenOffline() {
    ClientVerdict gap = new ClientVerdict(40, List.of(new Gap(1, 41)), false);

    assertThat(findings(gap, RESTARTS, ALL_ONCE, 30).objections())
        .containsExactly("agent-1 was seen offline for 40 ms");
  }

  @Test
  void objectsToAnAgentThatStays() {
    ClientVerdict here = new ClientVerdict(0, List.of(), true);

    assertThat(findings(here, RESTARTS, ALL_ONCE, 30).objections())
        .containsExactly("agent-1 was still seen after its task had ended");
  }

  @Test
  void objectsToWorkThatWasLostOrDoneTwice() {
    List<StepCount> bad = List.of(new StepCount(20, 2, 1));

    assertThat(findings(SEEN, RESTARTS, bad, 21).objections())
        .containsExactly("20 steps took effect, but the tasks have 21", "2 effects were repeated");
  }

  @Test
  void objectsIfNoAgentHadToMove() {
    List<Restart> idle = List.of(new Restart("worker-a", List.of(), 900));

    assertThat(findings(SEEN, idle, ALL_ONCE, 30).objections())
        .containsExactly("no worker held an agent when it was stopped");
  }

  @Test
  void tellsProgramsTheWorstAndEachRestart() {
    DeployFindings findings = findings(SEEN, RESTARTS, ALL_ONCE, 30);

    assertThat(findings.toJson())
        .contains("\"relayMillis\":400", "\"relayMedianMillis\":300", "\"endMillis\":1200")
        .contains("{\"stopped\":\"worker-a\",\"agents\":2,\"relayMillis\":[200,400],")
        .contains("\"stepsDone\":30");
    assertThat(findings.lines()).allMatch(line -> line.length() <= Terminal.COLUMNS);
  }

  private static DeployFindings findings(
      ClientVerdict seen, List<Restart> restarts, List<StepCount> steps, int sections) {
    Verdict verdict = new Verdict(0, 0, Map.of("agent-1", seen, "agent-2", SEEN));
    return new DeployFindings(HandoffPolicy.DEFAULT, restarts, verdict, steps, sections);
  }
}
