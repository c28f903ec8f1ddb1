package dev.understudy.presence;

/**
 * Who is to be kept present where.
 *
 * @param task workflow id of the task
 * @param generation see {@link Tenure#generation()}
 */
public record AttendanceSpec(String task, SessionName session, AgentName agent, long generation) {

  /** Workflow id of the attendance: at most one runs for a task, session and agent at a time. */
  public String workflowId() {
    return "attendance/%s/%s/%s".formatted(task, session, agent);
  }

  /** The tenure that Temporal's attempt number {@code attempt} makes. */
  public Tenure tenure(int attempt) {
    return new Tenure(generation, attempt);
  }
}
