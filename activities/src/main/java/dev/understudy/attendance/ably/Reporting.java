package dev.understudy.attendance.ably;

import dev.understudy.presence.People;
import dev.understudy.presence.ably.LeakyBucket;
import java.time.Duration;
import java.util.Optional;

/**
 * What one tenure has told its task of the people in the session, and when it may tell more. A pure state
 * machine: each event gives the next state and what to do, and the caller passes the time, on the scale of {@link
 * System#nanoTime}.
 *
 * <p>A change is told at once, and the next a tenth of a second later at the soonest, with only what is
 * newest then. Somebody who flaps must not fill a history, so there is an allowance: forty at once, and
 * four a minute in the long run. One report is on its way at a time, and one that did not arrive is followed
 * by the newest.
 *
 * <p>Who was out of view does not know what the task believes: another worker may have looked meanwhile, and told
 * of somebody who came and went. So the next view is told although nothing has changed.
 */
sealed interface Reporting {
  /** Between two reports at the least. */
  Duration SHORTEST_GAP = Duration.ofMillis(100);

  /** Makes less than 6,000 signals a day, of 10,000 that a run of a workflow may get. */
  Duration GAP_IN_THE_LONG_RUN = Duration.ofSeconds(15);

  /** How many reports may follow each other after a rest. */
  int AT_ONCE = 40;

  /** Nothing is on its way, and nothing to tell. */
  record Idle(Told told) implements Reporting {
    @Override
    public Step saw(People people) {
      return told.isNews(people) ? tell(told.knowing(people), people) : Step.to(this);
    }

    @Override
    public Reporting lostView() {
      return new Idle(told.doubting());
    }
  }

  /** A report of {@code sent} is on its way; {@code news} came since. */
  record Telling(Told told, People sent, Optional<People> news) implements Reporting {
    @Override
    public Step saw(People people) {
      return Step.to(
          told.isNews(people)
              ? new Telling(told.knowing(people), sent, Optional.of(people))
              : this);
    }

    @Override
    public Reporting lostView() {
      return new Telling(told.doubting(), sent, news);
    }

    @Override
    public Step answered(boolean isDelivered, long nowNanos) {
      LeakyBucket next = told.allowance().counted(nowNanos);
      long gapNanos = Math.max(SHORTEST_GAP.toNanos(), next.nanosToNext(nowNanos));
      Optional<People> owed = isDelivered ? news : news.or(() -> Optional.of(sent));
      return new Step(
          new Resting(new Told(next, told.sequence(), told.known()), owed),
          Optional.of(new Rest(Duration.ofNanos(gapNanos))));
    }
  }

  /** The gap after a report; {@code news} is to be told after that. */
  record Resting(Told told, Optional<People> news) implements Reporting {
    @Override
    public Step saw(People people) {
      return Step.to(
          told.isNews(people) ? new Resting(told.knowing(people), Optional.of(people)) : this);
    }

    @Override
    public Reporting lostView() {
      return new Resting(told.doubting(), news);
    }

    @Override
    public Step rested() {
      return news.map(people -> tell(told, people)).orElseGet(() -> Step.to(new Idle(told)));
    }
  }

  /** The tenure speaks for its agent no more. Final. */
  record Closed() implements Reporting {
    @Override
    public Step saw(People people) {
      return Step.to(this);
    }

    @Override
    public Reporting lostView() {
      return this;
    }
  }

  /**
   * What was told and seen so far.
   *
   * @param sequence counts the reports
   * @param known who was seen last; empty before the first view, and after each that was lost
   */
  record Told(LeakyBucket allowance, long sequence, Optional<People> known) {
    boolean isNews(People people) {
      return !known.equals(Optional.of(people));
    }

    Told knowing(People people) {
      return new Told(allowance, sequence, Optional.of(people));
    }

    Told doubting() {
      return new Told(allowance, sequence, Optional.empty());
    }
  }

  /** The next state, and what to do. */
  record Step(Reporting next, Optional<Deed> deed) {
    static Step to(Reporting next) {
      return new Step(next, Optional.empty());
    }
  }

  /** What is to be done. */
  sealed interface Deed {}

  /** Tell the task, as number {@code sequence}. */
  record Tell(long sequence, People people) implements Deed {}

  /** Wait for {@code gap}. */
  record Rest(Duration gap) implements Deed {}

  /** Nothing is told yet. */
  static Reporting from(long nowNanos) {
    LeakyBucket whole = new LeakyBucket(AT_ONCE, GAP_IN_THE_LONG_RUN, nowNanos);
    return new Idle(new Told(whole, 0, Optional.empty()));
  }

  private static Step tell(Told told, People people) {
    Told next = new Told(told.allowance(), told.sequence() + 1, told.known());
    return new Step(
        new Telling(next, people, Optional.empty()),
        Optional.of(new Tell(next.sequence(), people)));
  }

  /** The next step once it is known for certain who is there. */
  Step saw(People people);

  /** The next state once who is there is unknown. */
  Reporting lostView();

  /** The next step once a report has arrived, or has not. */
  default Step answered(boolean isDelivered, long nowNanos) {
    return Step.to(this);
  }

  /** The next step once the gap is over. */
  default Step rested() {
    return Step.to(this);
  }
}
