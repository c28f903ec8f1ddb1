package dev.understudy.samples.abandonment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.DemoReport;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the demo went.
 *
 * @param seen what the watcher saw of the agent
 * @param blindMillis how long the watcher could not see
 */
record Findings(
    Times times, Work work, Conversation conversation, ClientVerdict seen, long blindMillis)
    implements DemoReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "  %-20s %9s  %s";

  /**
   * In milliseconds, as the watcher saw it.
   *
   * @param pause from the last device's leave to the task paused, without the grace
   * @param resume from a device's return to the task at work
   * @param pausedTakeover from the kill of the paused task's worker to the agent elsewhere
   * @param runningTakeover the same of the task at work
   */
  record Times(long pause, long resume, long pausedTakeover, long runningTakeover) {}

  /**
   * What became of the sections.
   *
   * @param lost how many are missing among those on the desk
   * @param whilePaused how many steps began while the task was paused
   * @param discarded how many steps made way for a pause
   */
  record Work(StepCount steps, int lost, int whilePaused, int discarded) {}

  /**
   * Between people and agent.
   *
   * @param pausedEarly whether the task paused while somebody was there
   * @param steered whether the agent showed that it took what a user told it
   * @param approvedBy who approved, as the agent shows it
   * @param leaveReason what the agent gave in the end
   */
  record Conversation(
      boolean pausedEarly, boolean steered, String approvedBy, String leaveReason) {}

  @Override
  public List<String> objections() {
    Map<String, Boolean> claims = new LinkedHashMap<>();
    claims.put(
        "the agent was seen offline for " + seen.offlineMillis() + " ms",
        seen.offlineMillis() == 0);
    claims.put("the watcher itself was cut off for " + blindMillis + " ms", blindMillis == 0);
    claims.put("the agent was still seen after its task had ended", !seen.here());
    claims.put("the task paused while somebody was there", !conversation.pausedEarly());
    claims.put(
        work.steps().repeated() + " sections were written twice", work.steps().repeated() == 0);
    claims.put(work.lost() + " sections were lost", work.lost() == 0);
    claims.put(
        work.whilePaused() + " steps began while the task was paused", work.whilePaused() == 0);
    claims.put("the agent did not show what it was told", conversation.steered());
    claims.put(
        "the approval came from '" + conversation.approvedBy() + "', not from bob",
        conversation.approvedBy().equals("bob"));
    claims.put(
        "the agent left as '" + conversation.leaveReason() + "', not as abandoned",
        conversation.leaveReason().equals("abandoned"));
    return DemoReport.founded(claims);
  }

  @Override
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holds", objections().isEmpty());
    json.put("pauseMillis", times.pause());
    json.put("resumeMillis", times.resume());
    json.put("pausedTakeoverMillis", times.pausedTakeover());
    json.put("runningTakeoverMillis", times.runningTakeover());
    json.put("offlineMillis", seen.offlineMillis());
    json.put("sectionsDone", work.steps().done());
    json.put("sectionsRepeated", work.steps().repeated());
    json.put("sectionsLost", work.lost());
    json.put("stepsRetried", work.steps().retried());
    json.put("stepsDiscarded", work.discarded());
    json.put("stepsBegunWhilePaused", work.whilePaused());
    json.put("steered", conversation.steered());
    json.put("approvedBy", conversation.approvedBy());
    json.put("leaveReason", conversation.leaveReason());
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words are always JSON", e);
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add(
        objections().isEmpty()
            ? "Verdict: the work followed its people; none was lost or done twice."
            : "Verdict: the promise was NOT kept.");
    objections().forEach(objection -> lines.add("  ! " + objection));
    lines.add("");
    lines.add(row("paused", times.pause(), "from the last leave, grace not counted"));
    lines.add(row("resumed", times.resume(), "from a device's return to work"));
    lines.add(row("takeover, paused", times.pausedTakeover(), "from the kill to re-entered"));
    lines.add(row("takeover, at work", times.runningTakeover(), "from the kill to re-entered"));
    lines.add(row("offline", seen.offlineMillis(), "nobody there for the agent"));
    lines.add(ROW.formatted(
        "sections",
        work.steps().done(),
        "saved, %d repeated, %d lost, %d interrupted"
            .formatted(work.steps().repeated(), work.lost(), work.discarded())));
    return lines;
  }

  private static String row(String name, long millis, String meaning) {
    return ROW.formatted(name, Terminal.seconds(millis) + " s", meaning);
  }
}
