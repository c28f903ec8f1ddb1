package dev.understudy.step;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentName;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task tells a step, in a header, of the sessions that are open, so that the step can show a
 * status there.
 *
 * @param agents of the open sessions, the one that was opened last first
 * @param sequence of the last status that the task itself has shown, or could have
 * @param step counts the steps that a run of the task has scheduled, from 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepOrigin(List<AttendanceSpec> agents, long sequence, long step) {
  private static final String HEADER = "understudy.step";

  public StepOrigin {
    agents = List.copyOf(agents);
  }

  /** What {@code header} says; empty for a step of a task without sessions. */
  public static Optional<StepOrigin> in(@Nullable Header header) {
    Payload payload = header == null ? null : header.getValues().get(HEADER);
    return Optional.ofNullable(payload)
        .map(some ->
            GlobalDataConverter.get().fromPayload(some, StepOrigin.class, StepOrigin.class));
  }

  /**
   * The one called {@code name}; without a name, that of the session that was opened last.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public AttendanceSpec agent(Optional<AgentName> name) {
    return name.map(this::named).orElseGet(() -> agents.get(0));
  }

  private AttendanceSpec named(AgentName name) {
    return agents.stream()
        .filter(agent -> agent.agent().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "the task had no session of %s when it scheduled this step, but of %s"
                .formatted(name, names())));
  }

  private String names() {
    return String.join(", ", agents.stream().map(agent -> agent.agent().value()).toList());
  }

  public Header addedTo(Header header) {
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    GlobalDataConverter.get().toPayload(this).ifPresent(payload -> values.put(HEADER, payload));
    return new Header(values);
  }
}
