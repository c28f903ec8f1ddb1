package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.payload.OwnForm;

/**
 * What a person says to a {@link Question}.
 *
 * @param question its id
 * @param by who; not blank, at most 128 characters
 * @param isApproval whether it is a yes
 * @param comment may be empty; at most 4 KiB
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@OwnForm
public record Answer(long question, String by, boolean isApproval, String comment) {
  public Answer {
    OrderFormat.requireName(by);
    OrderFormat.requireShort("\"comment\"", comment);
  }
}
