package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.payload.OwnForm;
import java.util.List;

/**
 * How far a batch is. Of bounded size whatever the number of items, so that each run of a task can hand
 * it to the next. Immutable. In JSON, {@link #START} may be written {@code {}}; what else stands there is
 * for the next run alone.
 */
@OwnForm
public final class BatchProgress {
  /** Before the first page. */
  public static final BatchProgress START = new BatchProgress(BatchState.START);

  private final BatchState state;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  BatchProgress(BatchState state) {
    this.state = state;
  }

  /** What the next run goes on from. */
  @JsonValue
  BatchState state() {
    return state;
  }

  /** Whether every item is done or set aside. */
  public boolean isComplete() {
    return state.place().isAtTheEnd();
  }

  /** Items that took effect, those of the present page included. */
  public long done() {
    return state.done();
  }

  /** Items that were set aside, those of the present page included. */
  public long setAside() {
    return state.setAside();
  }

  /** The first items that were set aside on pages that are finished, at most {@link SetAsideItem#REMEMBERED}. */
  public List<SetAsideItem> firstSetAside() {
    return state.firstSetAside();
  }

  /** How many pages are finished. */
  public long pagesFinished() {
    return state.finished().pages();
  }

  /**
   * At how many pages an attempt failed or died, so that a part was done again; one that takes several stints
   * counts for each in which that happened.
   */
  public long pagesRetried() {
    return state.finished().pagesRetried();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchProgress progress && state.equals(progress.state);
  }

  @Override
  public int hashCode() {
    return state.hashCode();
  }

  @Override
  public String toString() {
    return "%d items done and %d set aside, %s"
        .formatted(done(), setAside(), isComplete() ? "all of them" : "more to come");
  }
}
