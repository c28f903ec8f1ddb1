package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.payload.OwnForm;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import dev.understudy.refusal.WholeCharacters;

/** The clientId under which a task's agent is present. */
@OwnForm
public record AgentName(@JsonValue String value) {
  private static final int MAX_LENGTH = 128;

  /**
   * Checks that it can be a clientId.
   *
   * @throws IllegalArgumentException if it is empty, longer than 128 characters, has spaces around it,
   *     or holds a {@code *} (Ably's wildcard identity) or a control character
   */
  @JsonCreator
  public AgentName {
    RefusedArgumentException.requirePresent(value, "an agent needs a name");
    WholeCharacters.require("an agent's name", value);
    boolean plain = value.chars().noneMatch(c -> c == '*' || Character.isISOControl(c));
    if (!value.equals(value.strip()) || value.isEmpty() || value.length() > MAX_LENGTH || !plain) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_BAD_NAME,
          "an agent's name is from 1 to %d characters without '*', line breaks or spaces around it but was \"%s\""
              .formatted(MAX_LENGTH, SessionName.shortened(value)),
          value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
