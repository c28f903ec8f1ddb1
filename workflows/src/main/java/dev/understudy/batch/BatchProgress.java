package dev.understudy.batch;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a batch is. Of bounded size whatever the number of items, so that each run of a task can hand
 * it to the next. Immutable. What is absent from its JSON is as in {@link #START}, which so may be written
 * {@code {}}.
 *
 * @param batch which one it is of, as in {@link BatchSpec#keyPrefix}; empty before it begins
 * @param place where it is
 * @param finished what the pages that are finished came to
 * @param firstSetAside the first items that were set aside there, at most
 *     {@link SetAsideItem#REMEMBERED}
 * @param pace how fast it gets on
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchProgress(
    Optional<String> batch,
    Place place,
    Counts finished,
    List<SetAsideItem> firstSetAside,
    Pace pace) {
  /** Before the first page. */
  public static final BatchProgress START =
      new BatchProgress(Optional.empty(), Place.START, Counts.NONE, List.of(), Pace.UNKNOWN);

  public BatchProgress {
    place = requireNonNullElse(place, Place.START);
    finished = requireNonNullElse(finished, Counts.NONE);
    firstSetAside = List.copyOf(requireNonNullElse(firstSetAside, List.of()));
    pace = requireNonNullElse(pace, Pace.UNKNOWN);
  }

  /**
   * Where a batch is.
   *
   * @param cursor where its present page begins; empty for the first
   * @param page what is done of that page
   * @param watch over the cursors
   * @param isAtTheEnd whether there is no page left
   */
  record Place(Optional<String> cursor, PageNotes page, CursorWatch watch, boolean isAtTheEnd) {
    static final Place START =
        new Place(Optional.empty(), PageNotes.NONE, CursorWatch.START, false);

    Place after(PageOutcome outcome) {
      if (!outcome.isFinished()) {
        return new Place(cursor, outcome.notes().handedOn(), watch, false);
      }
      return outcome
          .next()
          .map(next ->
              new Place(Optional.of(next), PageNotes.NONE, watch.after(cursor, next), false))
          .orElseGet(() -> new Place(cursor, PageNotes.NONE, watch, true));
    }
  }

  /**
   * What some pages came to.
   *
   * @param pages how many
   * @param done items that took effect
   * @param setAside items that were set aside
   * @param pagesRetried at which an attempt failed or died, so that a part was done again; one that takes
   *     several stints counts for each in which that happened. On the wire it is {@code retried}
   */
  public record Counts(
      long pages,
      long done,
      long setAside,
      @JsonProperty("retried") long pagesRetried) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(PageOutcome outcome) {
      PageNotes.Settled settled = outcome.notes().settled();
      return new Counts(
          pages + (outcome.isFinished() ? 1 : 0),
          done + (outcome.isFinished() ? settled.done().count() : 0),
          setAside + (outcome.isFinished() ? settled.aside().count() : 0),
          pagesRetried + (outcome.work().attempt() > 1 ? 1 : 0));
    }
  }

  /** Whether every item is done or set aside. */
  @JsonIgnore
  public boolean isComplete() {
    return place.isAtTheEnd();
  }

  /** Items that took effect, those of the present page included. */
  @JsonIgnore
  public long done() {
    return finished.done() + place.page().settled().done().count();
  }

  /** Items that were set aside, those of the present page included. */
  @JsonIgnore
  public long setAside() {
    return finished.setAside() + place.page().settled().aside().count();
  }

  /** This one as that of the batch which {@code spec} asks for. */
  BatchProgress in(BatchSpec spec) {
    Optional<String> wanted = Optional.of(spec.keyPrefix());
    Refusal.unless(
        batch.isEmpty() || batch.equals(wanted),
        RefusalCode.BATCH_OF_OTHER_PROGRESS,
        ("batch %s over '%.80s' cannot go on with the progress of another, %s: begin it with"
                + " BatchProgress.START, and give a run only what the one before made of the same batch")
            .formatted(spec.batch(), spec.argument(), batch.orElse("")));
    return new BatchProgress(wanted, place, finished, firstSetAside, pace);
  }

  Milestone milestone() {
    return new Milestone(
        batch.orElse(""), finished.pages(), place.page().settled().count());
  }

  PageOrder order(BatchSpec spec) {
    return new PageOrder(
        spec, place.cursor(), place.page(), spec.limits().setAside() - finished.setAside());
  }

  BatchProgress after(PageOutcome outcome, long millis) {
    PageNotes.Settled settled = outcome.notes().settled();
    long items = settled.count() - place.page().settled().count();
    return new BatchProgress(
        batch,
        place.after(outcome),
        finished.plus(outcome),
        outcome.isFinished() ? plus(settled.first()) : firstSetAside,
        pace.after(outcome.work().total(), items, millis));
  }

  private List<SetAsideItem> plus(List<SetAsideItem> more) {
    List<SetAsideItem> all = new ArrayList<>(firstSetAside);
    all.addAll(more);
    return all.subList(0, Math.min(all.size(), SetAsideItem.REMEMBERED));
  }

  /** What the agent shows of it: counts, and what can be said of the pace. */
  @JsonIgnore
  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("done", done());
    detail.put("setAside", setAside());
    long settled = done() + setAside();
    pace.total().filter(total -> total >= settled).ifPresent(total -> detail.put("total", total));
    pace.perSecond().ifPresent(rate -> detail.put("perSecond", Math.round(rate * 10) / 10.0));
    pace.secondsLeft(settled).ifPresent(left -> detail.put("secondsLeft", left));
    return detail;
  }
}
