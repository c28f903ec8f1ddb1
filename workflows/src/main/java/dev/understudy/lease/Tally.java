package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;

/**
 * What a lease has seen so far.
 *
 * @param suspicions all that came, those that added up to one as well
 * @param falseAlarms how often the worker has answered
 * @param questions how often it was asked
 */
@Internal
@OwnForm
public record Tally(int suspicions, int falseAlarms, int questions) {
  /** Nothing yet. */
  public static final Tally NONE = new Tally(0, 0, 0);

  Tally suspected() {
    return new Tally(suspicions + 1, falseAlarms, questions);
  }

  Tally answered() {
    return new Tally(suspicions, falseAlarms + 1, questions);
  }

  Tally asked() {
    return new Tally(suspicions, falseAlarms, questions + 1);
  }
}
