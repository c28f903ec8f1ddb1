package dev.understudy.samples.research;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.Said;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.OutputEvent.TaskEnd;
import dev.understudy.output.OutputFold;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.LeaveReason;
import dev.understudy.samples.demo.Kills;
import dev.understudy.samples.research.ResearchFindings.Course;
import dev.understudy.samples.research.ResearchFindings.Received;
import dev.understudy.samples.research.ResearchWorkflow.Report;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResearchFindingsTest {
  private static final String TEXT = "Fish?\n";
  private static final Said PUBLISHED = new Said(1, "report", TEXT);

  private static final long DONE_MILLIS = 1_000;

  @Test
  void holdsIfAReaderHasTheReportOnce() {
    assertThat(findings(TEXT, 2, 0, List.of(PUBLISHED)).objections()).isEmpty();
  }

  @Test
  void objectsToATextThatIsNotTheReport() {
    assertThat(findings("Fish?\nFish?\n", 2, 0, List.of(PUBLISHED)).objections())
        .containsExactly(
            "a reader has 12 characters of the draft, which are not the 6 of the report");
  }

  @Test
  void objectsToAReportThatIsPublishedTwiceOrNever() {
    Said again = new Said(2, "report", TEXT);

    assertThat(findings(TEXT, 2, 0, List.of(PUBLISHED, again)).objections())
        .containsExactly("the report was published 2 times");
    assertThat(findings(TEXT, 2, 0, List.of()).objections())
        .containsExactly("the report was published 0 times");
  }

  @Test
  void objectsToADraftThatNobodyKilled() {
    assertThat(findings(TEXT, 1, 0, List.of(PUBLISHED)).objections())
        .containsExactly("the draft was never cut off: it had one attempt");
  }

  @Test
  void objectsToOfflineTimeOfAnyAgentUntilItIsDone() {
    assertThat(findings(TEXT, 2, 7, List.of(PUBLISHED)).objections())
        .containsExactly("reader-1 was seen offline for 7 ms");
  }

  private static TaskOutput output(StepAttempt of, String text, List<Said> said) {
    List<OutputEvent> events = new ArrayList<>(said);
    events.add(new Part(of, 0, text));
    events.add(new StepEnd(of, 1, Outcome.COMPLETED));
    events.add(new TaskEnd(LeaveReason.COMPLETED));
    OutputFold fold = new OutputFold();
    events.forEach(event -> fold.take("researcher", new OutputMessage("task", 1, event)));
    return fold.output("researcher", "task").orElseThrow();
  }

  private static ResearchFindings findings(
      String read, int attempts, long offlineMillis, List<Said> said) {
    Gap gap = new Gap(DONE_MILLIS - offlineMillis, DONE_MILLIS + 10_000);
    ResearchPlan plan =
        new ResearchPlan("Fish?", List.of("researcher", "reader-1"), new Kills(1, 7));
    TaskOutput output = output(new StepAttempt(1, attempts), read, said);
    return new ResearchFindings(
        plan,
        new Report(TEXT, List.of(), "alice"),
        new Received(output, attempts, 20, 3, 0),
        new Course(1, 5_000, Map.of("reader-1", DONE_MILLIS)),
        new Verdict(
            1,
            0,
            Map.of(
                "researcher", new ClientVerdict(0, List.of(), false),
                "reader-1", new ClientVerdict(offlineMillis, List.of(gap), false))));
  }
}
