package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * Why a living worker has given an agent to others, or has not taken it. Stands in the details of the benign failure
 * that ended the attempt, whose type is {@link #TYPE}.
 *
 * @param worker which has given it back
 * @param at when, by that worker's clock
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record GivenBack(String worker, HandoffCause why, Instant at) {
  /** The type of that failure. */
  public static final String TYPE = "understudy.given-back";
}
