package dev.understudy.samples.batch;

import dev.understudy.batch.BatchProgress;
import dev.understudy.samples.batch.PassageStore.Counts;
import dev.understudy.samples.batch.PassageStore.Hit;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Objections;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the demo went.
 *
 * @param stored what the store holds
 * @param progress what the task says
 * @param course how it got there
 */
record BatchFindings(BatchPlan plan, Counts stored, BatchProgress progress, Course course)
    implements Findings {
  private static final String ROW = "  %-14s %9s  %s";

  /**
   * What happened on the way.
   *
   * @param millis at work, from the first item to the last, pause and takeovers included
   * @param storedWhilePaused passages that the store got after the agent was seen paused
   * @param seen what the watcher saw
   * @param answer what the store gave to the question
   */
  record Course(long millis, int storedWhilePaused, Seen seen, Answer answer) {}

  /**
   * What the watcher saw.
   *
   * @param takeovers after how many of the kills another worker had to enter the agent
   * @param agent how long it was not there
   * @param blindMillis how long the watcher could not see
   */
  record Seen(int takeovers, ClientVerdict agent, long blindMillis) {}

  /** A question and the passages nearest to it, best first. */
  record Answer(String question, List<Hit> hits) {
    /** Far above what two unrelated texts have. */
    private static final double RELATED = 0.35;

    Answer {
      hits = List.copyOf(hits);
    }

    boolean isGood() {
      return !hits.isEmpty() && hits.get(0).score() > RELATED;
    }
  }

  /** Attempts beyond the first at a passage: those that died between its effect and its note. */
  private int repeated() {
    return stored.attempts() - stored.passages();
  }

  /** No finished page is done again, so no more than the page at work can be, at each kill. */
  private int mayBeRepeated() {
    return plan.kills().count() * BatchPlan.PAGE_SIZE;
  }

  private double perSecond() {
    return 1_000.0 * plan.items() / Math.max(1, course.millis());
  }

  @Override
  public List<String> objections() {
    return new Objections()
        .unless(
            stored.passages() + stored.setAside() == plan.items(),
            "%d passages are stored and %d set aside, of %d",
            stored.passages(),
            stored.setAside(),
            plan.items())
        .unless(
            stored.setAside() == BatchPlan.POISON,
            "%d passages were set aside where %d are poison",
            stored.setAside(),
            BatchPlan.POISON)
        .unless(
            progress.done() == stored.passages() && progress.setAside() == stored.setAside(),
            "the task counts %d done and %d set aside",
            progress.done(),
            progress.setAside())
        .unless(
            repeated() <= mayBeRepeated(),
            "%d passages were embedded again, more than the pages at work",
            repeated())
        .unless(
            course.storedWhilePaused() == 0,
            "%d passages were stored while the task was paused",
            course.storedWhilePaused())
        .unless(course.answer().isGood(), "the store does not answer the question")
        .unlessAlwaysSeen(course.seen().agent(), course.seen().blindMillis())
        .founded();
  }

  @Override
  public Map<String, Object> figures() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", objections().isEmpty());
    json.put("items", plan.items());
    json.put("distinctEffects", stored.passages());
    json.put("setAside", stored.setAside());
    json.put("poisonPlanted", BatchPlan.POISON);
    json.put("pages", progress.pagesFinished());
    json.put("pagesRedone", progress.pagesRetried());
    json.put("itemsRepeated", repeated());
    json.put("storedWhilePaused", course.storedWhilePaused());
    json.put("kills", plan.kills().count());
    json.put("killsOfHolder", course.seen().takeovers());
    json.put("seed", plan.kills().seed());
    json.put("itemsPerSecond", Math.round(perSecond()));
    json.put("millis", course.millis());
    json.put("offlineMillis", course.seen().agent().offlineMillis());
    json.put("question", course.answer().question());
    json.put("answer", course.answer().hits().stream().map(Hit::text).toList());
    return json;
  }

  @Override
  public List<String> preface() {
    List<String> lines = new ArrayList<>(List.of("Asked: " + course.answer().question()));
    for (Hit hit : course.answer().hits()) {
      lines.add(String.format(Locale.ROOT, "  %.2f  %s", hit.score(), hit.text()));
    }
    lines.add("");
    return lines;
  }

  @Override
  public String promise() {
    return "every passage has exactly one effect, or was set aside.";
  }

  @Override
  public List<String> table() {
    return List.of(
        row("items", plan.items(), "in %d pages".formatted(progress.pagesFinished())),
        row("effects", stored.passages(), "distinct; %d repeated".formatted(repeated())),
        row("set aside", stored.setAside(), causes()),
        row("pages redone", progress.pagesRetried(), "in part; finished ones: none"),
        row("kills", plan.kills().count(), kills()),
        row("items/s", Math.round(perSecond()), "pause and takeovers included"),
        row("in the pause", course.storedWhilePaused(), "passages stored"),
        row("offline", course.seen().agent().offlineMillis(), "ms, as the watcher saw it"));
  }

  private String kills() {
    return "%d of a worker that had the agent, too; --seed %d"
        .formatted(course.seen().takeovers(), plan.kills().seed());
  }

  private String causes() {
    return progress.firstSetAside().stream()
        .findFirst()
        .map(item -> item.key() + ": " + item.cause())
        .orElse("");
  }

  private static String row(String name, long value, String meaning) {
    return ROW.formatted(name, value, meaning);
  }
}
