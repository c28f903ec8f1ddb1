package dev.understudy.samples.chaos.judge;

/**
 * What an attempt at a step wanted put down.
 *
 * @param by whose step it is, and which attempt
 * @param token the fencing token that it brought
 * @param kept whether the fence let it pass
 */
public record Effect(long atMillis, Attempt by, long token, boolean kept) implements Deed {

  /**
   * An attempt at a step.
   *
   * @param number as Temporal counts, from 1
   */
  public record Attempt(String agent, long step, int number) {
    /** Whether this one began after {@code other}, of the same agent. */
    boolean isLaterThan(Attempt other) {
      return step == other.step ? number > other.number : step > other.step;
    }
  }
}
