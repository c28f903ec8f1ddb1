package dev.understudy.batch.pages;

import dev.understudy.refusal.WholeCharacters;

/**
 * One thing to process. Its value never leaves the worker, so it may be as large as memory allows.
 *
 * @param key names it among all items of the batch, in 1 to 256 characters; the same whenever it is read
 */
public record Item<T>(String key, T value) {
  private static final int LONGEST_KEY = 256;

  public Item {
    if (key == null) {
      throw new IllegalArgumentException("an item's key must not be null");
    }
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "an item's key must have 1 to %d characters but had %d: %.80s"
              .formatted(LONGEST_KEY, key.length(), key));
    }
    WholeCharacters.require("an item's key", key);
  }
}
