package dev.understudy.batch;

import dev.understudy.Internal;
import dev.understudy.refusal.WholeCharacters;

/**
 * An item that could not be processed, as far as a history has room for it. The sink got the item
 * itself and its whole cause.
 *
 * @param key the item's
 * @param cause why, cut off after 200 characters
 */
public record SetAsideItem(String key, String cause) {
  /** How many of them a task remembers. */
  public static final int REMEMBERED = 10;

  private static final int LONGEST_CAUSE = 200;

  /** For the pages of a batch; what is told of an item may grow. */
  @Internal
  public SetAsideItem {
    cause = shortened(cause);
  }

  static String shortened(String cause) {
    String shown = WholeCharacters.shown(cause);
    return shown.length() <= LONGEST_CAUSE
        ? shown
        : WholeCharacters.beginning(shown, LONGEST_CAUSE - 1) + "…";
  }
}
