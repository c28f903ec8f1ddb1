package dev.understudy.samples.abandonment;

import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Objections;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the demo went.
 *
 * @param seen what the watcher saw of the agent
 * @param blindMillis how long the watcher could not see
 */
record AbandonmentFindings(
    Times times, Work work, Conversation conversation, ClientVerdict seen, long blindMillis)
    implements Findings {
  private static final String ROW = "  %-20s %9s  %s";

  /**
   * What the watcher saw, in milliseconds.
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
    return new Objections()
        .unlessAlwaysSeen(seen, blindMillis)
        .unless(!conversation.pausedEarly(), "the task paused while somebody was there")
        .unless(
            work.steps().repeated() == 0,
            "%d sections were written twice",
            work.steps().repeated())
        .unless(work.lost() == 0, "%d sections were lost", work.lost())
        .unless(
            work.whilePaused() == 0, "%d steps began while the task was paused", work.whilePaused())
        .unless(conversation.steered(), "the agent did not show what it was told")
        .unless(
            conversation.approvedBy().equals("bob"),
            "the approval came from '%s', not from bob",
            conversation.approvedBy())
        .unless(
            conversation.leaveReason().equals("abandoned"),
            "the agent left as '%s', not as abandoned",
            conversation.leaveReason())
        .founded();
  }

  @Override
  public Map<String, Object> figures() {
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
    return json;
  }

  @Override
  public String promise() {
    return "the work followed its people; none was lost or done twice.";
  }

  @Override
  public List<String> table() {
    return List.of(
        row("paused", times.pause(), "from the last leave, grace not counted"),
        row("resumed", times.resume(), "from a device's return to work"),
        row("takeover, paused", times.pausedTakeover(), "from the kill to re-entered"),
        row("takeover, at work", times.runningTakeover(), "from the kill to re-entered"),
        row("offline", seen.offlineMillis(), "nobody there for the agent"),
        ROW.formatted(
            "sections",
            work.steps().done(),
            "saved, %d repeated, %d lost, %d interrupted"
                .formatted(work.steps().repeated(), work.lost(), work.discarded())));
  }

  private static String row(String name, long millis, String meaning) {
    return ROW.formatted(name, Terminal.seconds(millis) + " s", meaning);
  }
}
