package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task wants its agent to show. Of two the one with the higher sequence is newer.
 *
 * @param sequence grows within a run of a task; across continue-as-new as its workflow's clock does
 * @param text a word or two for people; empty before the first
 * @param detail JSON values for interfaces
 */
public record Status(long sequence, AgentState state, String text, Map<String, Object> detail) {
  /** Before a task has said anything. */
  public static final Status NONE = new Status(0, AgentState.ACTIVE, "", Map.of());

  public Status {
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
  }

  /** This one with {@code state}, as number {@code sequence}. */
  public Status withState(AgentState state, long sequence) {
    return new Status(sequence, state, text, detail);
  }

  @JsonIgnore
  public boolean isNewerThan(Status other) {
    return sequence > other.sequence;
  }
}
