package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.presence.AttendanceSpec;
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

  Header addedTo(Header header) {
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    GlobalDataConverter.get().toPayload(this).ifPresent(payload -> values.put(HEADER, payload));
    return new Header(values);
  }
}
