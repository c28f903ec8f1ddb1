package dev.understudy.lease;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import io.temporal.activity.ActivityInfo;
import java.util.Base64;

/**
 * One attempt at an activity that a worker holds.
 *
 * @param taskToken of the attempt, base64: who has it can fail that attempt, and no other
 * @param workflow its workflow's id
 * @param activity its id there
 */
@Internal
@OwnForm
public record LedgerEntry(String taskToken, String workflow, String activity, Kind kind) {
  /** What it is. */
  public enum Kind {
    @JsonProperty("attendance")
    ATTENDANCE,
    @JsonProperty("step")
    STEP
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
