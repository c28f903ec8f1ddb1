package dev.understudy.cli.task;

import java.time.Instant;
import java.util.List;

/**
 * A task that is open, as Temporal's list has it.
 *
 * @param id its workflow id
 * @param type of the workflow
 * @param attendances those by which its agents are kept present
 */
record OpenTask(
    String id, String type, String taskQueue, Instant since, List<AttendanceId> attendances) {
  OpenTask {
    attendances = List.copyOf(attendances);
  }
}
