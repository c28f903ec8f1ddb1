package dev.understudy.batch.pages;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some items of a source, and where the next ones are.
 *
 * @param items each with a key of its own; may be empty, and fewer than were asked for
 * @param next the cursor of the next page, at most 1,024 characters; empty if this is the last
 */
public record Page<T>(List<Item<T>> items, Optional<String> next) {
  private static final int LONGEST_CURSOR = 1_024;

  private static final String NO_NEXT =
      "the cursor of the next page must not be null: the last page is Page.last(items)";

  public Page {
    requireThere(items, "the items of a page must not be null: a page may be empty");
    requireThere(next, NO_NEXT);
    requireEach(items);
    items = List.copyOf(items);
    next.ifPresent(Page::requireShort);
    requireDistinct(items);
  }

  /** A page that others follow. */
  public static <T> Page<T> of(List<Item<T>> items, String next) {
    requireThere(next, NO_NEXT);
    return new Page<>(items, Optional.of(next));
  }

  /** The last page. */
  public static <T> Page<T> last(List<Item<T>> items) {
    return new Page<>(items, Optional.empty());
  }

  private static void requireThere(@Nullable Object value, String mistake) {
    if (value == null) {
      throw new IllegalArgumentException(mistake);
    }
  }

  private static <T> void requireEach(List<Item<T>> items) {
    int position = 0;
    for (Item<T> item : items) {
      if (item == null) {
        throw new IllegalArgumentException(
            "item %d of a page, counted from 0, is null".formatted(position));
      }
      position++;
    }
  }

  private static void requireShort(String cursor) {
    if (cursor.length() > LONGEST_CURSOR) {
      throw new IllegalArgumentException(
          "a cursor must have at most %d characters but had %d: it travels in every message of the batch"
              .formatted(LONGEST_CURSOR, cursor.length()));
    }
  }

  private static <T> void requireDistinct(List<Item<T>> items) {
    Set<String> keys = new HashSet<>();
    for (Item<T> item : items) {
      if (!keys.add(item.key())) {
        throw new IllegalArgumentException(
            "two items of a page have the key '%s': only one of them would take effect"
                .formatted(item.key()));
      }
    }
  }
}
