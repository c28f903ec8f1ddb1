package dev.understudy.samples.research;

import dev.understudy.output.OutputEvent.Said;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.LeaveReason;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Objections;
import dev.understudy.samples.research.ResearchWorkflow.Report;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the demo went.
 *
 * @param report what the task gave in the end
 * @param received what a reader of the session got
 * @param seen what the watcher saw
 */
record ResearchFindings(
    ResearchPlan plan, Report report, Received received, Course course, Verdict seen)
    implements Findings {
  private static final String ROW = "  %-14s %9s  %s";

  /**
   * What happened on the way.
   *
   * @param kills how many workers died
   * @param resumedMillis from the kill in the stream until a reader saw the draft begin anew
   * @param ends when each agent said that it was done, in milliseconds since the epoch
   */
  record Course(int kills, long resumedMillis, Map<String, Long> ends) {
    Course {
      ends = Map.copyOf(ends);
    }

    /** How much of a gap lies before the agent was done: then nobody need take over from a dead worker. */
    private long offlineMillis(String agent, Gap gap) {
      long until = Math.min(gap.toMillis(), ends.getOrDefault(agent, Long.MAX_VALUE));
      return Math.max(0, until - gap.fromMillis());
    }
  }

  /**
   * What a reader of the session got.
   *
   * @param output in the end
   * @param attempts how many there were at the draft
   * @param rawCharacters of all parts, as one sees them who does not fold
   * @param views how often something new was to be seen
   * @param strayViews how often that was no beginning of the report
   */
  record Received(TaskOutput output, int attempts, long rawCharacters, int views, int strayViews) {

    static Received of(Reception reception, String report) {
      return new Received(
          reception.output().orElseThrow(),
          reception.attempts(),
          reception.rawCharacters(),
          reception.views(),
          reception.strayViews(report));
    }

    int characters() {
      return output.text().length();
    }
  }

  @Override
  public List<String> objections() {
    Objections objections = new Objections()
        .unless(
            isTheReport(),
            "a reader has %d characters of the draft, which are not the %d of the report",
            received.characters(),
            report.text().length())
        .unless(
            received.strayViews() == 0,
            "a reader was shown %d times what is no beginning of the report",
            received.strayViews())
        .unless(received.attempts() > 1, "the draft was never cut off: it had one attempt")
        .unless(
            published().equals(List.of(report.text())),
            "the report was published %d times",
            published().size())
        .unless(
            received.output().end().equals(Optional.of(LeaveReason.COMPLETED)),
            "the output ended as %s",
            received.output().end())
        .unless(!report.approvedBy().isEmpty(), "nobody approved");
    for (String agent : plan.agents()) {
      long offline = offlineMillis(agent);
      objections
          .unless(seen.clients().containsKey(agent), "%s was never seen", agent)
          .unless(offline == 0, "%s was seen offline for %d ms", agent, offline);
    }
    return objections.unlessWatched(seen.blindMillis()).founded();
  }

  private boolean isTheReport() {
    return received.output().text().equals(report.text());
  }

  private long offlineMillis(String agent) {
    return Optional.ofNullable(seen.clients().get(agent))
        .map(ClientVerdict::gaps)
        .orElse(List.of())
        .stream()
        .mapToLong(gap -> course.offlineMillis(agent, gap))
        .sum();
  }

  private long offlineMillis() {
    return plan.agents().stream().mapToLong(this::offlineMillis).max().orElse(0);
  }

  private List<Object> published() {
    return received.output().said().stream().map(Said::data).toList();
  }

  private long dropped() {
    return received.rawCharacters() - received.characters();
  }

  @Override
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", objections().isEmpty());
    json.put("objections", objections());
    json.put("question", plan.question());
    json.put("agents", plan.agents());
    json.put("extracts", report.extracts().size());
    json.put("kills", course.kills());
    json.put("seed", plan.kills().seed());
    json.put("attempts", received.attempts());
    json.put("characters", received.characters());
    json.put("droppedCharacters", dropped());
    json.put("equalsResult", isTheReport());
    json.put("views", received.views());
    json.put("strayViews", received.strayViews());
    json.put("ended", received.output().isEnded());
    json.put("published", published().size());
    json.put("approvedBy", report.approvedBy());
    json.put("resumedMillis", course.resumedMillis());
    json.put("offlineMillis", offlineMillis());
    json.put("blindMillis", seen.blindMillis());
    json.put("report", report.text());
    return json;
  }

  @Override
  public List<String> preface() {
    return Stream.concat(report.text().lines(), Stream.of("")).toList();
  }

  @Override
  public String promise() {
    return "a reader has exactly the report, and saw no agent offline.";
  }

  @Override
  public List<String> table() {
    return List.of(
        row("characters", received.characters(), "of the draft, equal to the task's result"),
        row("dropped", dropped(), "of attempts that died; there were " + received.attempts()),
        row("views", received.views(), received.strayViews() + " of them no beginning of it"),
        row("published", published().size(), "approved by " + report.approvedBy()),
        row(
            "kills",
            course.kills(),
            "one of them in the stream; --seed " + plan.kills().seed()),
        row("resumed", course.resumedMillis(), "ms from that to the draft begun anew"),
        row("offline", offlineMillis(), "ms at most, of " + String.join(", ", plan.agents())));
  }

  private static String row(String name, long value, String meaning) {
    return ROW.formatted(name, value, meaning);
  }
}
