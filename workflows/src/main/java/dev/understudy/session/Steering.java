package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.payload.OwnForm;
import org.jspecify.annotations.Nullable;

/**
 * What somebody tells an agent at work.
 *
 * @param by who: a user, an operator, a program; any name but that of an agent of the task
 * @param text for the agent
 * @param session in which {@code by} is online as a user; absent if the message does not claim that
 */
@OwnForm
public record Steering(
    String by,
    String text,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String session) {
  public Steering {
    OrderFormat.requireName(by);
    OrderFormat.requireText(text);
  }

  /**
   * A message that may come from anywhere.
   *
   * @param by not blank, at most 128 characters
   * @param text not blank, at most 4 KiB
   * @throws IllegalArgumentException if one of them cannot be
   */
  public Steering(String by, String text) {
    this(by, text, null);
  }

  /** This one, by a user of {@code session}: refused unless that user is online there. */
  public Steering in(String session) {
    return new Steering(by, text, session);
  }
}
