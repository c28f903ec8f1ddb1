package dev.understudy.cli.task;

import java.util.Optional;

/**
 * Whose attendance a workflow is, as its id says.
 *
 * @param task the task's workflow id
 */
record AttendanceId(String workflowId, String task, String session, String agent) {
  private static final String FIRST = "attendance";

  /** The task queue stands behind them only if the task has moved to another. */
  private static final int PARTS = 4;

  /** What {@code workflowId} says; empty if it is the id of something else. */
  static Optional<AttendanceId> parse(String workflowId) {
    String[] parts = workflowId.split("/", -1);
    boolean isOne = parts[0].equals(FIRST) && (parts.length == PARTS || parts.length == PARTS + 1);
    return isOne
        ? Optional.of(new AttendanceId(workflowId, part(parts[1]), part(parts[2]), part(parts[3])))
        : Optional.empty();
  }

  private static String part(String written) {
    return written.replace("%2F", "/").replace("%25", "%");
  }
}
