package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The clientId under which a task's agent is present. */
public record AgentName(@JsonValue String value) {
  private static final int MAX_LENGTH = 128;

  /**
   * Checks that it can be a clientId.
   *
   * @throws IllegalArgumentException if it is empty, longer than 128 characters, or holds a {@code
   *     *} (Ably's wildcard identity) or a control character
   */
  @JsonCreator
  public AgentName {
    boolean plain = value.chars().noneMatch(c -> c == '*' || Character.isISOControl(c));
    if (value.isBlank() || value.length() > MAX_LENGTH || !plain) {
      throw new IllegalArgumentException(
          "an agent's name is from 1 to %d characters without '*' or line breaks but was \"%s\""
              .formatted(MAX_LENGTH, value));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
