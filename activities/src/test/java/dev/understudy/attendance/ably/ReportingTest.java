package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.People;
import dev.understudy.presence.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReportingTest {
  private static final People ALICE = people("alice");
  private static final People BOB = people("bob");
  private static final Duration SHORT = Duration.ofMillis(100);

  /** So that the clock's scale comes to its end in the middle of a test, as it may. */
  private long now = Long.MAX_VALUE - 1;

  private Reporting reporting = Reporting.from(now);

  private static People people(String clientId) {
    return new People(List.of(new User(clientId, 1, Optional.empty())));
  }

  private Optional<Reporting.Deed> take(Reporting.Step step) {
    reporting = step.next();
    return step.deed();
  }

  private Optional<Reporting.Deed> see(People people) {
    return take(reporting.saw(people));
  }

  private Optional<Reporting.Deed> answer(boolean isDelivered) {
    return take(reporting.answered(isDelivered, now));
  }

  private static Optional<Reporting.Deed> tell(long sequence, People people) {
    return Optional.of(new Reporting.Tell(sequence, people));
  }

  private static Optional<Reporting.Deed> rest(Duration gap) {
    return Optional.of(new Reporting.Rest(gap));
  }

  @Nested
  class WhileNothingIsOnItsWay {
    @Test
    void tellsAtOnceWhoIsThereAndThatNobodyIs() {
      assertThat(see(People.NOBODY)).isEqualTo(tell(1, People.NOBODY));
    }

    @Test
    void tellsNothingTwice() {
      see(ALICE);
      answer(true);
      take(reporting.rested());

      assertThat(see(ALICE)).isEmpty();
    }

    @Test
    void tellsOnceMoreAfterAllThatItCouldNotSee() {
      see(ALICE);
      answer(true);
      take(reporting.rested());
      reporting = reporting.lostView();

      assertThat(see(ALICE)).isEqualTo(tell(2, ALICE));
    }
  }

  @Nested
  class WhileAReportIsOnItsWay {
    @Test
    void tellsTheNewestAloneAfterTheGap() {
      see(ALICE);

      assertThat(see(BOB)).isEmpty();
      assertThat(see(People.NOBODY)).isEmpty();
      assertThat(answer(true)).isEqualTo(rest(SHORT));
      assertThat(take(reporting.rested())).isEqualTo(tell(2, People.NOBODY));
    }

    @Test
    void tellsWhatDidNotArriveOnceMore() {
      see(ALICE);

      assertThat(answer(false)).isEqualTo(rest(SHORT));
      assertThat(take(reporting.rested())).isEqualTo(tell(2, ALICE));
    }

    @Test
    void tellsTheNewestInsteadOfWhatDidNotArrive() {
      see(ALICE);
      see(BOB);

      answer(false);

      assertThat(take(reporting.rested())).isEqualTo(tell(2, BOB));
    }

    @Test
    void tellsOnceMoreWhatItCouldNotSeeMeanwhile() {
      see(ALICE);
      reporting = reporting.lostView();

      see(ALICE);
      answer(true);

      assertThat(take(reporting.rested())).isEqualTo(tell(2, ALICE));
    }
  }

  @Nested
  class InAGap {
    @Test
    void holdsBackWhatComes() {
      see(ALICE);
      answer(true);

      assertThat(see(BOB)).isEmpty();
      assertThat(take(reporting.rested())).isEqualTo(tell(2, BOB));
    }

    @Test
    void growsLongWhenSomebodyFlaps() {
      for (int report = 0; report < 39; report++) {
        see(report % 2 == 0 ? ALICE : BOB);
        assertThat(answer(true)).isEqualTo(rest(SHORT));
        take(reporting.rested());
      }
      see(BOB);

      assertThat(answer(true)).isEqualTo(rest(Duration.ofSeconds(15)));
    }

    @Test
    void isShortAgainAfterARest() {
      for (int report = 0; report < 40; report++) {
        see(report % 2 == 0 ? ALICE : BOB);
        answer(true);
        take(reporting.rested());
      }
      now += Duration.ofMinutes(10).toNanos();
      see(ALICE);

      assertThat(answer(true)).isEqualTo(rest(SHORT));
    }
  }

  @Test
  void tellsNothingOnceItIsClosed() {
    reporting = new Reporting.Closed();

    assertThat(see(ALICE)).isEmpty();
    assertThat(answer(false)).isEmpty();
    assertThat(take(reporting.rested())).isEmpty();
    assertThat(reporting.lostView()).isEqualTo(new Reporting.Closed());
  }

  /**
   * Random lives: what is seen comes and goes, reports arrive or not, views are lost. In the end the task knows who
   * was seen last, and has been told no more often than it may be.
   */
  @Test
  void tellsTheNewestInTheEndAndNeverTooMuch() {
    for (int number = 0; number < 20_000; number++) {
      new Life(20_261_130 + number).live();
    }
  }

  private static final class Life {
    private static final List<People> ALL = List.of(People.NOBODY, ALICE, BOB);
    private final long seed;
    private final Random random;
    private long now;
    private Reporting reporting = Reporting.from(now);
    private Optional<People> onItsWay = Optional.empty();
    private Optional<Long> restsUntil = Optional.empty();
    private Optional<People> known = Optional.empty();
    private Optional<People> seen = Optional.empty();
    private boolean isOwed;
    private long sequence;
    private final List<Long> toldAt = new ArrayList<>();

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void live() {
      for (int event = random.nextInt(120); event > 0; event--) {
        now += random.nextInt(200) * 1_000_000L;
        happen();
      }
      while (onItsWay.isPresent() || restsUntil.isPresent()) {
        now = Math.max(now, restsUntil.orElse(now));
        arriveOrRest(true);
      }
      assertThat(known).as("seed %d: who was seen last", seed).isEqualTo(seen);
      assertThat(isOwed).as("seed %d: what could not be seen is not told", seed).isFalse();
      assertThat(toldAt.size())
          .as("seed %d: told too often", seed)
          .isLessThanOrEqualTo(41 + (int) (now / Duration.ofSeconds(15).toNanos()));
    }

    private void happen() {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          seen = Optional.of(ALL.get(random.nextInt(3)));
          take(reporting.saw(seen.orElseThrow()));
        }
        case 2 -> arriveOrRest(random.nextInt(3) > 0);
        default -> {
          if (random.nextInt(4) == 0 && seen.isPresent()) {
            reporting = reporting.lostView();
            isOwed = true;
            take(reporting.saw(seen.orElseThrow()));
          }
        }
      }
    }

    private void arriveOrRest(boolean isDelivered) {
      if (onItsWay.isPresent()) {
        known = isDelivered ? onItsWay : known;
        onItsWay = Optional.empty();
        take(reporting.answered(isDelivered, now));
      } else if (restsUntil.filter(until -> until <= now).isPresent()) {
        restsUntil = Optional.empty();
        take(reporting.rested());
      }
    }

    private void take(Reporting.Step step) {
      reporting = step.next();
      step.deed().ifPresent(deed -> {
        assertThat(onItsWay.isPresent() || restsUntil.isPresent())
            .as("seed %d: two at a time", seed)
            .isFalse();
        if (deed instanceof Reporting.Tell tell) {
          assertThat(tell.sequence()).as("seed %d", seed).isEqualTo(++sequence);
          assertThat(tell.people()).as("seed %d: old", seed).isEqualTo(seen.orElseThrow());
          onItsWay = Optional.of(tell.people());
          isOwed = false;
          toldAt.add(now);
        } else if (deed instanceof Reporting.Rest rest) {
          restsUntil = Optional.of(now + rest.gap().toNanos());
        }
      });
    }
  }
}
