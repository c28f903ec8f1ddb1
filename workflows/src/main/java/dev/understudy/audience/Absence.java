package dev.understudy.audience;

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
 * @param last who left last, and from how many devices: the most that user was on at once since coming; several
 *     users if they were seen to go at once, and none if nobody had ever come when the limit of that was over, or
 *     nobody of a part's audience was there when it began
 * @param leftAtMillis when that was seen, or when the wait for the first arrival began
 * @param outcome what was decided last
 * @param decidedAtMillis when; empty while nothing is decided
 * @param endedAtMillis when somebody returned, the work went on or ended for another reason, or the task was given up
 *     or cancelled; empty before
 * @param pausedAtMillis when it paused the work, which it did until it ended; empty if it did not
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Absence(
    List<User> last,
    long leftAtMillis,
    Outcome outcome,
    Optional<Long> decidedAtMillis,
    Optional<Long> endedAtMillis,
    Optional<Long> pausedAtMillis) {
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

  /** One that has begun {@code now}, and of which nothing is decided. */
  public static Absence since(long now, List<User> last) {
    return new Absence(
        last, now, Outcome.NONE, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This one once it has paused the work. */
  public Absence paused(long now) {
    return new Absence(
        last, leftAtMillis, Outcome.PAUSED, Optional.of(now), endedAtMillis, Optional.of(now));
  }

  /** This one once it has got the task cancelled, which ends it: who comes now is too late. */
  public Absence givenUp(long now) {
    return new Absence(
        last, leftAtMillis, Outcome.CANCELLED, Optional.of(now), Optional.of(now), pausedAtMillis);
  }

  Absence ended(long now) {
    return new Absence(
        last, leftAtMillis, outcome, decidedAtMillis, Optional.of(now), pausedAtMillis);
  }
}
