package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.payload.OwnForm;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import dev.understudy.refusal.WholeCharacters;

/** An Ably channel's name: where users and agents meet. */
@OwnForm
public record SessionName(@JsonValue String value) {
  /** Long enough for any id; what Ably itself allows is not published. */
  private static final int MAX_LENGTH = 512;

  private static final int LONGEST_SHOWN = 40;

  /**
   * Checks the name as Ably does.
   *
   * @throws IllegalArgumentException if Ably would refuse the channel: empty, opening with {@code [}
   *     or {@code :}, or with a line break (Ably channel docs, "Channel names"; error 40010)
   */
  @JsonCreator
  public SessionName {
    RefusedArgumentException.requirePresent(value, "a session needs a name");
    WholeCharacters.require("a session's name", value);
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw refused(value, "is not blank, and from 1 to %d characters long".formatted(MAX_LENGTH));
    }
    if (value.startsWith("[") || value.startsWith(":")) {
      throw refused(value, "does not start with '[' or ':'");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw refused(value, "has no line breaks or control characters");
    }
  }

  private static IllegalArgumentException refused(String value, String rule) {
    return new RefusedArgumentException(
        RefusalCode.ARGUMENT_BAD_NAME,
        "a session's name %s but was \"%s\"".formatted(rule, shortened(value)),
        value);
  }

  /** For a message: a long one's beginning, and how long it is. */
  static String shortened(String value) {
    return value.length() > LONGEST_SHOWN
        ? "%s…, %d characters long"
            .formatted(WholeCharacters.beginning(value, LONGEST_SHOWN), value.length())
        : value;
  }

  @Override
  public String toString() {
    return value;
  }
}
