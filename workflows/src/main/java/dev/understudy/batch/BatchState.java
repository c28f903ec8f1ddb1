package dev.understudy.batch;

import static java.util.Objects.requireNonNullElse;

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
 * What the runs of a batch hand on: how far it is, and what they need to go on from there. Users see it as
 * a {@link BatchProgress}. Immutable. What is absent from its JSON is as in {@link #START}.
 *
 * @param batch which one it is of, as in {@link BatchSpec#keyPrefix}; empty before it begins
 * @param place where it is
 * @param finished what the pages that are finished came to
 * @param firstSetAside the first items that were set aside there, at most
 *     {@link SetAsideItem#REMEMBERED}
 * @param pace how fast it gets on
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BatchState(
    @JsonProperty("batch") Optional<String> batch,
    @JsonProperty("place") Place place,
    @JsonProperty("finished") Counts finished,
    @JsonProperty("firstSetAside") List<SetAsideItem> firstSetAside,
    @JsonProperty("pace") Pace pace) {
  static final BatchState START =
      new BatchState(Optional.empty(), Place.START, Counts.NONE, List.of(), Pace.UNKNOWN);

  BatchState {
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
  record Place(
      @JsonProperty("cursor") Optional<String> cursor,
      @JsonProperty("page") PageNotes page,
      @JsonProperty("watch") CursorWatch watch,
      @JsonProperty("isAtTheEnd") boolean isAtTheEnd) {
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
   *     several stints counts for each in which that happened
   */
  record Counts(
      @JsonProperty("pages") long pages,
      @JsonProperty("done") long done,
      @JsonProperty("setAside") long setAside,
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

  /** Items that took effect, those of the present page included. */
  long done() {
    return finished.done() + place.page().settled().done().count();
  }

  /** Items that were set aside, those of the present page included. */
  long setAside() {
    return finished.setAside() + place.page().settled().aside().count();
  }

  /** This one as that of the batch which {@code spec} asks for. */
  BatchState in(BatchSpec spec) {
    Optional<String> wanted = Optional.of(spec.keyPrefix());
    Refusal.unless(
        batch.isEmpty() || batch.equals(wanted),
        RefusalCode.BATCH_OF_OTHER_PROGRESS,
        ("batch %s over '%.80s' cannot go on with the progress of another, %s: begin it with"
                + " BatchProgress.START, and give a run only what the one before made of the same batch")
            .formatted(spec.batch(), spec.argument(), batch.orElse("")));
    return new BatchState(wanted, place, finished, firstSetAside, pace);
  }

  Milestone milestone() {
    return new Milestone(
        batch.orElse(""), finished.pages(), place.page().settled().count());
  }

  PageOrder order(BatchSpec spec) {
    return new PageOrder(
        spec, place.cursor(), place.page(), spec.limits().setAside() - finished.setAside());
  }

  BatchState after(PageOutcome outcome, long millis) {
    PageNotes.Settled settled = outcome.notes().settled();
    long items = settled.count() - place.page().settled().count();
    return new BatchState(
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
