package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.Optional;

/**
 * What one activity made of a page.
 *
 * @param notes how far the page is now
 * @param isFinished whether each of its items is settled
 * @param next where the next page begins; empty if this one is the last
 * @param work what it took
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record PageOutcome(PageNotes notes, boolean isFinished, Optional<String> next, Work work) {
  /**
   * What a page took.
   *
   * @param attempt the attempt that got through; one above 1 did some of the page again
   * @param total how many items the source has, told with the first page; empty if it does not know
   */
  public record Work(int attempt, Optional<Long> total) {}
}
