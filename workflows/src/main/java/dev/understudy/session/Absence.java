package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.presence.User;
import java.util.List;
import java.util.Optional;

/**
 * One time in which nobody of a task's audience was online. Times are epoch milliseconds of the
 * workflow's clock.
 *
 * @param last who left last, and from how many devices; several if they were seen to go at once, and
 *     none if nobody had ever come when the limit of that was over
 * @param leftAtMillis when that was seen, or when the wait for the first arrival began
 * @param outcome what was decided so far
 * @param decidedAtMillis when; empty while nothing is decided
 * @param endedAtMillis when somebody returned, or the work went on for another reason; empty before
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Absence(
    List<User> last,
    long leftAtMillis,
    Outcome outcome,
    Optional<Long> decidedAtMillis,
    Optional<Long> endedAtMillis) {
  /** What an absence came to. */
  public enum Outcome {
    /**
     * Nothing is decided: the grace or a person's pause still runs, or did until the absence ended, or
     * absence does not matter.
     */
    @JsonProperty("none")
    NONE,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("cancelled")
    CANCELLED
  }

  public Absence {
    last = List.copyOf(last);
  }

  static Absence since(long now, List<User> last) {
    return new Absence(last, now, Outcome.NONE, Optional.empty(), Optional.empty());
  }

  Absence decided(Outcome decision, long now) {
    return new Absence(last, leftAtMillis, decision, Optional.of(now), endedAtMillis);
  }

  Absence ended(long now) {
    return new Absence(last, leftAtMillis, outcome, decidedAtMillis, Optional.of(now));
  }
}
