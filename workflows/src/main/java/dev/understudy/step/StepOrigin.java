package dev.understudy.step;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.AgentName;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import java.util.List;
import java.util.Optional;

/**
 * What a task tells a step, in a header, of the sessions that are open, so that the step can show a
 * status there.
 *
 * @param agents of the open sessions, the one that was opened last first
 * @param number when it was scheduled, by the task's {@link StepClock}
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record StepOrigin(List<AttendanceSpec> agents, long number) {
  /** What a step's header says; absent if no session of its task was open. */
  public static final HeaderField<StepOrigin> FIELD =
      new HeaderField<>("understudy.step", StepOrigin.class);

  public StepOrigin {
    agents = List.copyOf(agents);
  }

  /**
   * The agent called {@code name}; without a name, that of the session that was opened last.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if there is none of that name
   */
  public AttendanceSpec agent(Optional<AgentName> name) {
    return name.map(this::named).orElseGet(() -> agents.get(0));
  }

  private AttendanceSpec named(AgentName name) {
    return agents.stream()
        .filter(agent -> agent.agent().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.of(
            RefusalCode.AGENT_UNKNOWN,
            "the task had no session of %s when it scheduled this step, but of %s"
                .formatted(name, names())));
  }

  private String names() {
    return String.join(", ", agents.stream().map(agent -> agent.agent().value()).toList());
  }
}
