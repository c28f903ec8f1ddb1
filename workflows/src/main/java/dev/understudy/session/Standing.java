package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A {@link Company} without its policy, which is what the next run of a task has to know of it. Times are
 * epoch milliseconds of the workflow's clock, and 0 where the kind has none.
 *
 * @param kind of state, as it stands on the wire
 * @param since when the absence began
 * @param paused when that paused the work
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Standing(String kind, long since, long paused) {
  /** The state from which the next run goes on under {@code policy}. */
  Company under(Abandonment policy) {
    return switch (kind) {
      case "here" -> new Company.Here(policy);
      case "gone" -> new Company.Gone(policy, since);
      case "abandoned" -> new Company.Abandoned(policy, since, paused);
      case "excused" -> new Company.Excused(policy);
      case "given-up" -> new Company.Gone(policy, since); // the new run has to give up again
      case "unmet" -> new Company.Unmet(policy, since);
      default -> throw new IllegalStateException("unknown standing " + kind);
    };
  }
}
