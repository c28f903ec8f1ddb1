package dev.understudy.audience;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;

/**
 * A {@link AudienceState} without its policy, which is what the next run of a task has to know of it. Times are
 * epoch milliseconds of the workflow's clock, and 0 where the kind has none.
 *
 * @param kind of state, as it stands on the wire
 * @param since when the absence began
 * @param paused when that paused the work
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
public record AudienceMemo(String kind, long since, long paused) {
  /** The state from which the next run goes on under {@code policy}. */
  public AudienceState under(Abandonment policy) {
    return switch (kind) {
      case "here" -> new AudienceState.Here(policy);
      case "gone" -> new AudienceState.Gone(policy, since);
      case "abandoned" -> new AudienceState.Abandoned(policy, since, paused);
      case "excused" -> new AudienceState.Excused(policy);
      case "given-up" -> new AudienceState.Gone(policy, since); // the new run has to give up again
      case "unmet" -> new AudienceState.Unmet(policy, since);
      default -> throw new IllegalStateException("unknown kind of state " + kind);
    };
  }
}
