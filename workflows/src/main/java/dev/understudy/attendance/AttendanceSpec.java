package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Internal;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AttemptNumber;
import dev.understudy.presence.Brief;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be kept present where.
 *
 * @param task workflow id of the task
 * @param generation see {@link Tenure#generation()}
 * @param first what the agent shows when it enters for the first time; absent if it shows nothing then
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record AttendanceSpec(
    String task,
    SessionName session,
    AgentName agent,
    long generation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Status first) {
  /** The longest workflow id, in bytes (Temporal server, limit.maxIDLength). */
  private static final int MAX_ID_BYTES = 1000;

  /** The spec of an agent that shows nothing yet when it enters. */
  public AttendanceSpec(String task, SessionName session, AgentName agent, long generation) {
    this(task, session, agent, generation, null);
  }

  /** This one, which shows {@code status} from its first enter on. */
  public AttendanceSpec showing(Status status) {
    return new AttendanceSpec(task, session, agent, generation, status);
  }

  /** This one, begun anew. */
  public AttendanceSpec ofGeneration(long next) {
    return new AttendanceSpec(task, session, agent, next, null);
  }

  /** What it has in common with all attendances of that agent there for that task. */
  public String key() {
    return "attendance/%s/%s/%s".formatted(part(task), part(session), part(agent));
  }

  /**
   * Workflow id of the attendance on a task queue: at most one runs for a task, session, agent and queue at a time.
   * A task that goes on on another queue than its first has another there, whose id holds the queue, since nobody may
   * be left who could run the first.
   *
   * @param home the queue on which the session was opened
   * @throws RefusedArgumentException if it is longer than a workflow id may be
   */
  public String workflowId(String taskQueue, String home) {
    String id = taskQueue.equals(home) ? key() : "%s/%s".formatted(key(), part(taskQueue));
    int size = id.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_ID_BYTES) {
      throw new RefusedArgumentException(
          RefusalCode.AGENT_ID_TOO_LONG,
          ("the ids of task, session and agent and the task queue make a workflow id of %d bytes for their"
                  + " attendance, but Temporal takes %d: shorten the task's workflow id or the names")
              .formatted(size, MAX_ID_BYTES));
    }
    return id;
  }

  private static String part(Object name) {
    return name.toString().replace("%", "%25").replace("/", "%2F");
  }

  /** What it is, for who looks at it in Temporal. */
  public String summary() {
    return "%s in %s".formatted(Brief.of(agent), Brief.of(session));
  }

  /** What the agent's end is, for who looks at it in Temporal. */
  String end() {
    return "%s says no more in %s".formatted(Brief.of(agent), Brief.of(session));
  }

  /** The tenure that the attempt of that number makes. */
  public Tenure tenure(AttemptNumber attempt) {
    return new Tenure(generation, attempt.value());
  }

  /** What its agent says, as readers tell it from what other tasks and generations say. */
  public OutputMessage message(OutputEvent event) {
    return new OutputMessage(task, generation, event);
  }
}
