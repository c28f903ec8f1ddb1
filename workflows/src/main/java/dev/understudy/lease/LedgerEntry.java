package dev.understudy.lease;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import io.temporal.activity.ActivityInfo;
import java.util.Base64;

/**
 * One attempt at an activity that a worker holds, or what helps to find one that is too young for that.
 *
 * @param taskToken of the attempt, base64: who has it can fail that attempt, and no other; empty if it is none
 * @param workflow its workflow's id
 * @param activity its id there; empty if it is a task
 */
@Internal
@OwnForm
public record LedgerEntry(String taskToken, String workflow, String activity, Kind kind) {
  /** What it is. */
  public enum Kind {
    @JsonProperty("attendance")
    ATTENDANCE,
    @JsonProperty("step")
    STEP,
    /** A workflow whose activities have begun here of late, or are about to. */
    @JsonProperty("task")
    TASK,
    /** A step that has begun here of late, and will be completed by somebody anywhere. */
    @JsonProperty("entrusted")
    ENTRUSTED
  }

  /** That of a workflow whose activities begin here. */
  public static LedgerEntry task(String workflow) {
    return new LedgerEntry("", workflow, "", Kind.TASK);
  }

  /** That of a step which does not end with this worker. */
  public static LedgerEntry entrusted(ActivityInfo step) {
    return new LedgerEntry("", step.getWorkflowId(), step.getActivityId(), Kind.ENTRUSTED);
  }

  /** Whether it is of an attempt that ends with its worker. */
  public boolean isHeld() {
    return kind == Kind.ATTENDANCE || kind == Kind.STEP;
  }

  /** That of the attempt whose {@code activity} this is. */
  public static LedgerEntry of(ActivityInfo activity, Kind kind) {
    return new LedgerEntry(
        Base64.getEncoder().encodeToString(activity.getTaskToken()),
        activity.getWorkflowId(),
        activity.getActivityId(),
        kind);
  }

  /** The attempt's token, as Temporal wants it. */
  public byte[] token() {
    return Base64.getDecoder().decode(taskToken);
  }
}
