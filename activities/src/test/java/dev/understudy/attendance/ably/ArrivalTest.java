package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a tenure makes of what it sees while its agent comes to it. */
class ArrivalTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Handoff.Turn A = turn("a", 1);
  private static final Handoff.Turn B = turn("b", 2);

  private static Handoff.Turn turn(String worker, long attempt) {
    return new ToldHandoff.OneTurn(worker, new Tenure(1, attempt));
  }

  private static Instant at(long millis) {
    return NOON.plusMillis(millis);
  }

  /** Nobody of the agent is there. */
  private static Arrival.Sight nobody(long millis) {
    return new Arrival.Sight(at(millis), List.of(), false, false);
  }

  private static Arrival.Sight only(Handoff.Turn before, long millis) {
    return new Arrival.Sight(at(millis), List.of(before), false, false);
  }

  private static Arrival.Sight self(long millis, Handoff.Turn... before) {
    return new Arrival.Sight(at(millis), List.of(before), true, false);
  }

  private static Arrival.Arrived arrived(Arrival arrival) {
    assertThat(arrival).isInstanceOf(Arrival.Arrived.class);
    return (Arrival.Arrived) arrival;
  }

  @Test
  void isNoHandoffIfNobodyHeldTheAgentBefore() {
    Arrival first = Arrival.after(Optional.empty()).seen(nobody(0)).seen(self(5));

    assertThat(first).isEqualTo(new Arrival.First());
    assertThat(first.seen(self(6, A)).lostView()).isEqualTo(new Arrival.First());
  }

  @Test
  void isOneFromWhomeverItFindsIfTemporalKnowsOfNobody() {
    Arrival.Sight ghosts = new Arrival.Sight(at(0), List.of(A, B), false, false);

    Arrival arrival = Arrival.after(Optional.empty()).seen(ghosts).seen(self(5, A, B));

    assertThat(arrived(arrival).from()).isEqualTo(B);
  }

  @Nested
  class WhenTheGhostIsThere {
    private final Arrival.Arrived arrived =
        arrived(Arrival.after(Optional.of(A)).seen(only(A, 0)).seen(self(40, A)));

    @Test
    void nobodyMissesTheAgent() {
      assertThat(arrived.gap()).isEqualTo(new Arrival.Gap(Duration.ZERO, true));
      assertThat(arrived.entered()).isEqualTo(at(40));
      assertThat(arrived.ghost()).isEmpty();
    }

    @Test
    void staysUntilItIsSeenToGo() {
      Arrival gone = arrived.seen(self(900, A)).lostView().seen(self(1_040)).seen(self(2_000));

      assertThat(arrived(gone).ghost()).contains(Duration.ofSeconds(1));
    }

    @Test
    void isTakenForThereWhileNobodyCanSeeIt() {
      Arrival blind = arrived.seen(new Arrival.Sight(at(500), List.of(), true, true));

      assertThat(arrived(blind).ghost()).isEmpty();
    }
  }

  @Test
  void hasNoGhostIfItsMemberTookTheOldOnesPlace() {
    Arrival arrival = Arrival.after(Optional.of(A)).seen(only(A, 0)).seen(self(40));

    assertThat(arrived(arrival).gap()).isEqualTo(new Arrival.Gap(Duration.ZERO, true));
    assertThat(arrived(arrival).ghost()).contains(Duration.ZERO);
  }

  @Test
  void measuresWhatItSawWholeFromTheOldOnesLeaveOn() {
    Arrival arrival =
        Arrival.after(Optional.of(A)).seen(only(A, 0)).seen(nobody(100)).seen(self(350));

    assertThat(arrived(arrival).gap()).isEqualTo(new Arrival.Gap(Duration.ofMillis(250), true));
  }

  @Test
  void knowsTheLeastOfWhatBeganBeforeItLooked() {
    Arrival arrival = Arrival.after(Optional.of(A)).seen(nobody(100)).seen(self(350));

    assertThat(arrived(arrival).gap()).isEqualTo(new Arrival.Gap(Duration.ofMillis(250), false));
  }

  @Test
  void knowsNothingOfWhatItDidNotSee() {
    Arrival lost = Arrival.after(Optional.of(A)).seen(only(A, 0)).lostView();

    assertThat(arrived(lost.seen(self(900))).gap())
        .isEqualTo(new Arrival.Gap(Duration.ZERO, false));
    assertThat(arrived(lost.seen(self(900, A))).gap())
        .as("ghosts do not come back")
        .isEqualTo(new Arrival.Gap(Duration.ZERO, true));
  }

  @Test
  void knowsNothingWhileOthersAreNotSeen() {
    Arrival blind = Arrival.after(Optional.of(A))
        .seen(new Arrival.Sight(at(0), List.of(), false, true))
        .seen(new Arrival.Sight(at(9), List.of(), true, true));

    assertThat(arrived(blind).gap().isWhole()).isFalse();
    assertThat(arrived(blind).ghost()).isEmpty();
  }

  @RepeatedTest(300)
  void saysNoMoreThanItSaw(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int leaves = random.nextInt(20);
    int enters = random.nextInt(20);
    List<Arrival.Sight> sights = new ArrayList<>();
    Arrival arrival = Arrival.after(Optional.of(A));
    for (int now = 0; now < 40; now++) {
      if (random.nextInt(4) == 0) {
        arrival = arrival.lostView();
      } else {
        List<Handoff.Turn> before = now < leaves ? List.of(A) : List.of();
        sights.add(new Arrival.Sight(at(now), before, now >= enters, false));
        arrival = arrival.seen(sights.get(sights.size() - 1));
      }
    }

    Arrival.Arrived end = arrived(arrival);
    Instant lastOfGhost = last(sights, sight -> !sight.before().isEmpty()).orElse(NOON);
    assertThat(end.entered())
        .isEqualTo(last(sights, sight -> !sight.isThere())
            .flatMap(last ->
                sights.stream().map(Arrival.Sight::at).filter(last::isBefore).findFirst())
            .orElse(sights.get(0).at()));
    assertThat(end.entered().minus(end.gap().length()))
        .isAfterOrEqualTo(end.gap().length().isZero() ? NOON : lastOfGhost);
    assertThat(end.entered().plus(end.ghost().orElseThrow()))
        .isAfterOrEqualTo(lastOfGhost)
        .isAfterOrEqualTo(end.entered());
  }

  private static Optional<Instant> last(
      List<Arrival.Sight> sights, Predicate<Arrival.Sight> which) {
    return sights.stream().filter(which).map(Arrival.Sight::at).reduce((one, next) -> next);
  }
}
