package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.payload.OwnForm;

/**
 * How far a batch was when its task continued as new. The next run may not begin behind it: it would do the
 * same once more, and so would each run after it. Immutable.
 *
 * @param batch which one, as in {@link BatchSpec#keyPrefix}
 * @param pages that were finished
 * @param items of the next page that were settled
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
record Milestone(String batch, long pages, long items) {
  boolean isAheadOf(Milestone other) {
    return pages > other.pages || (pages == other.pages && items > other.items);
  }

  @Override
  public String toString() {
    return "%d pages and %d items of the next".formatted(pages, items);
  }
}
