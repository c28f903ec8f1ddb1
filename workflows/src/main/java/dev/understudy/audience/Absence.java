package dev.understudy.audience;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.presence.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One time in which nobody of a task's audience was online. Times are epoch milliseconds of the
 * workflow's clock. Immutable.
 */
public final class Absence {
  private final Facts facts;

  /** An absence as it stands on the wire. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Facts(
      @JsonProperty("last") List<User> last,
      @JsonProperty("leftAtMillis") long leftAtMillis,
      @JsonProperty("outcome") Outcome outcome,
      @JsonProperty("decidedAtMillis") Optional<Long> decidedAtMillis,
      @JsonProperty("endedAtMillis") Optional<Long> endedAtMillis,
      @JsonProperty("pausedAtMillis") Optional<Long> pausedAtMillis) {
    private Facts {
      last = List.copyOf(last);
    }
  }

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

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  private Absence(Facts facts) {
    this.facts = facts;
  }

  @JsonValue
  private Facts facts() {
    return facts;
  }

  /** One that has begun {@code now}, and of which nothing is decided. */
  static Absence since(long now, List<User> last) {
    return new Absence(
        new Facts(last, now, Outcome.NONE, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** This one once it has paused the work. */
  Absence paused(long now) {
    return new Absence(new Facts(
        last(),
        leftAtMillis(),
        Outcome.PAUSED,
        Optional.of(now),
        endedAtMillis(),
        Optional.of(now)));
  }

  /** This one once it has got the task cancelled, which ends it: who comes now is too late. */
  Absence givenUp(long now) {
    return new Absence(new Facts(
        last(),
        leftAtMillis(),
        Outcome.CANCELLED,
        Optional.of(now),
        Optional.of(now),
        pausedAtMillis()));
  }

  Absence ended(long now) {
    return new Absence(new Facts(
        last(), leftAtMillis(), outcome(), decidedAtMillis(), Optional.of(now), pausedAtMillis()));
  }

  /**
   * Who left last, and from how many devices: the most that user was on at once since coming. Several users if
   * they were seen to go at once, and none if nobody had ever come when the limit of that was over, or nobody
   * of a part's audience was there when it began.
   */
  public List<User> last() {
    return facts.last();
  }

  /** When that was seen, or when the wait for the first arrival began. */
  public long leftAtMillis() {
    return facts.leftAtMillis();
  }

  /** What was decided last. */
  public Outcome outcome() {
    return facts.outcome();
  }

  /** When that was decided; empty while nothing is. */
  public Optional<Long> decidedAtMillis() {
    return facts.decidedAtMillis();
  }

  /**
   * When somebody returned, the work went on or ended for another reason, or the task was given up or
   * cancelled; empty before.
   */
  public Optional<Long> endedAtMillis() {
    return facts.endedAtMillis();
  }

  /** When it paused the work, which it did until it ended; empty if it did not. */
  public Optional<Long> pausedAtMillis() {
    return facts.pausedAtMillis();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Absence that && facts.equals(that.facts);
  }

  @Override
  public int hashCode() {
    return facts.hashCode();
  }

  @Override
  public String toString() {
    return facts.toString().replaceFirst("Facts", "Absence");
  }
}
