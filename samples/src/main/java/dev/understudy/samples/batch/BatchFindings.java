package dev.understudy.samples.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.batch.BatchProgress;
import dev.understudy.samples.batch.PassageStore.Counts;
import dev.understudy.samples.batch.PassageStore.Hit;
import dev.understudy.samples.stage.DemoReport;
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
    implements DemoReport {
  private static final ObjectMapper JSON = new ObjectMapper();
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
   * @param offlineMillis how long the agent was not there
   * @param blindMillis how long the watcher could not see
   */
  public record Seen(int takeovers, long offlineMillis, long blindMillis) {}

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
    Map<String, Boolean> claims = new LinkedHashMap<>();
    claims.put(
        "%d passages are stored and %d set aside, of %d"
            .formatted(stored.passages(), stored.setAside(), plan.items()),
        stored.passages() + stored.setAside() == plan.items());
    claims.put(
        "%d passages were set aside where %d are poison"
            .formatted(stored.setAside(), BatchPlan.POISON),
        stored.setAside() == BatchPlan.POISON);
    claims.put(
        "the task counts %d done and %d set aside".formatted(progress.done(), progress.setAside()),
        progress.done() == stored.passages() && progress.setAside() == stored.setAside());
    claims.put(
        "%d passages were embedded again, more than the pages at work".formatted(repeated()),
        repeated() <= mayBeRepeated());
    claims.put(
        course.storedWhilePaused() + " passages were stored while the task was paused",
        course.storedWhilePaused() == 0);
    claims.put("the store does not answer the question", course.answer().isGood());
    claims.put(
        "the agent was seen offline for " + course.seen().offlineMillis() + " ms",
        course.seen().offlineMillis() == 0);
    claims.put(
        "the watcher itself was cut off for " + course.seen().blindMillis() + " ms",
        course.seen().blindMillis() == 0);
    return DemoReport.founded(claims);
  }

  @Override
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", objections().isEmpty());
    json.put("items", plan.items());
    json.put("distinctEffects", stored.passages());
    json.put("setAside", stored.setAside());
    json.put("poisonPlanted", BatchPlan.POISON);
    json.put("pages", progress.finished().pages());
    json.put("pagesRedone", progress.finished().pagesRetried());
    json.put("itemsRepeated", repeated());
    json.put("storedWhilePaused", course.storedWhilePaused());
    json.put("kills", plan.kills().count());
    json.put("killsOfHolder", course.seen().takeovers());
    json.put("seed", plan.kills().seed());
    json.put("itemsPerSecond", Math.round(perSecond()));
    json.put("millis", course.millis());
    json.put("offlineMillis", course.seen().offlineMillis());
    json.put("question", course.answer().question());
    json.put("answer", course.answer().hits().stream().map(Hit::text).toList());
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words are always JSON", e);
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of("", "Asked: " + course.answer().question()));
    course
        .answer()
        .hits()
        .forEach(
            hit -> lines.add(String.format(Locale.ROOT, "  %.2f  %s", hit.score(), hit.text())));
    lines.add("");
    lines.add(
        objections().isEmpty()
            ? "Verdict: every passage has exactly one effect, or was set aside."
            : "Verdict: the promise was NOT kept.");
    objections().forEach(objection -> lines.add("  ! " + objection));
    lines.add("");
    lines.add(
        row("items", plan.items(), "in %d pages".formatted(progress.finished().pages())));
    lines.add(row("effects", stored.passages(), "distinct; %d repeated".formatted(repeated())));
    lines.add(row("set aside", stored.setAside(), causes()));
    lines.add(
        row("pages redone", progress.finished().pagesRetried(), "in part; finished ones: none"));
    lines.add(row("kills", plan.kills().count(), kills()));
    lines.add(row("items/s", Math.round(perSecond()), "pause and takeovers included"));
    lines.add(row("in the pause", course.storedWhilePaused(), "passages stored"));
    lines.add(row("offline", course.seen().offlineMillis(), "ms, as the watcher saw it"));
    return lines;
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
