package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.payload.OwnForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody orders a task to do.
 *
 * @param by who: a user, an operator, a program; any name but that of an agent of the task
 * @param why for the people in the session; may be empty
 * @param session in which {@code by} is online as a user; absent if the order does not claim that
 */
@OwnForm
public record Control(
    String by,
    String why,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String session) {
  public Control {
    why = Objects.requireNonNullElse(why, ""); // Many leave it out of their JSON.
    OrderFormat.requireName(by);
    OrderFormat.requireShort("\"why\"", why);
  }

  /**
   * An order that may come from anywhere.
   *
   * @param by not blank, at most 128 characters
   * @param why at most 4 KiB
   * @throws IllegalArgumentException if one of them cannot be
   */
  public Control(String by, String why) {
    this(by, why, null);
  }

  /** This one, given by a user of {@code session}: refused unless that user is online there. */
  public Control in(String session) {
    return new Control(by, why, session);
  }
}
