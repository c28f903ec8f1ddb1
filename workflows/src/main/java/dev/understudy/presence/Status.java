package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.payload.OwnForm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task wants its agent to show. Of two the one with the higher sequence is newer; of those with
 * the same, what a step says follows what the task said itself.
 *
 * @param sequence grows within a task, through continue-as-new and resets
 * @param text a word or two for people; empty before the first
 * @param detail JSON values for interfaces
 * @param step when one of the task's steps said it; absent if the task did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record Status(
    long sequence,
    AgentState state,
    String text,
    Map<String, Object> detail,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StepMoment step) {
  /** Before a task has said anything. */
  public static final Status NONE = new Status(0, AgentState.ACTIVE, "", Map.of());

  public Status {
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
  }

  /** Said by the task itself. */
  public Status(long sequence, AgentState state, String text, Map<String, Object> detail) {
    this(sequence, state, text, detail, null);
  }

  /** This one with {@code state}, as number {@code sequence}. */
  public Status withState(AgentState state, long sequence) {
    return new Status(sequence, state, text, detail, step);
  }

  @JsonIgnore
  public boolean isNewerThan(Status other) {
    return sequence == other.sequence ? isSaidAfter(other.step) : sequence > other.sequence;
  }

  private boolean isSaidAfter(@Nullable StepMoment other) {
    return step != null && (other == null || step.compareTo(other) > 0);
  }
}
