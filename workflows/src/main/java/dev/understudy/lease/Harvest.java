package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;

/**
 * What came of reading a ledger and failing what stands in it.
 *
 * @param attendances how many were given out again
 * @param steps how many were given out again
 * @param over how many had ended before, or were somebody else's by then
 * @param unread pages that could not be read, and entries that could not be failed: their heartbeats will tell
 */
@Internal
@OwnForm
public record Harvest(int attendances, int steps, int over, int unread) {
  /** Nothing, and nothing that is known of. */
  public static final Harvest NONE = new Harvest(0, 0, 0, 0);

  /** Whether nothing was given out again. */
  public boolean isNothing() {
    return attendances + steps == 0;
  }

  /** What two make of one ledger, of which the second finds over what the first has failed. */
  Harvest then(Harvest second) {
    Harvest both = plus(second);
    int found = Math.min(attendances + steps, second.over);
    return new Harvest(both.attendances, both.steps, both.over - found, both.unread);
  }

  /** This one and another one. */
  public Harvest plus(Harvest other) {
    return new Harvest(
        attendances + other.attendances,
        steps + other.steps,
        over + other.over,
        unread + other.unread);
  }
}
