package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.Sighting;
import dev.understudy.attendance.Teller;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Tenure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a task remembers who kept its agents present. */
class HandoffLogTest {
  private static final SessionName ROOM = new SessionName("room:42");
  private static final AgentName KEEPER = new AgentName("keeper");
  private static final Seat SEAT = new Seat(ROOM, KEEPER);

  private static Handoff.Turn turn(String worker, long attempt) {
    return new ToldHandoff.OneTurn(worker, new Tenure(1, attempt));
  }

  private static Handoff takeover(long attempt, Optional<Long> ghostMillis) {
    return new ToldHandoff(
        ROOM,
        KEEPER,
        turn("a", attempt - 1),
        turn("b", attempt),
        ToldHandoff.KnownReason.of(HandoffCause.RELAY, Optional.empty()),
        new ToldHandoff.SeenCourse(Instant.EPOCH, Instant.EPOCH, 0, true, ghostMillis));
  }

  private static Sighting sighting(String worker, long attempt, Optional<Handoff> handoff) {
    SightingRank seen = new SightingRank(new Tenure(1, attempt), 1);
    return new Sighting(
        ROOM, KEEPER, seen, People.NOBODY, Optional.of(new Teller(worker, handoff)));
  }

  @Test
  void knowsWhoKeepsAnAgentFromItsFirstSightingOn() {
    HandoffLog log = HandoffLog.EMPTY.sighted(sighting("a", 1, Optional.empty()));

    assertThat(log.keeper(SEAT)).contains(turn("a", 1));
    assertThat(log.latest()).isEmpty();
  }

  @Test
  void takesNothingFromAHigherTenureThatALowerOneTellsLate() {
    HandoffLog log = HandoffLog.EMPTY
        .sighted(sighting("b", 2, Optional.of(takeover(2, Optional.empty()))))
        .sighted(sighting("a", 1, Optional.empty()));

    assertThat(log.keeper(SEAT)).contains(turn("b", 2));
  }

  @Test
  void isToldOnceThoughMoreOfItBecomesKnownLater() {
    Handoff whole = takeover(2, Optional.of(900L));

    HandoffLog log = HandoffLog.EMPTY
        .sighted(sighting("b", 2, Optional.of(takeover(2, Optional.empty()))))
        .told(takeover(3, Optional.empty()))
        .sighted(sighting("b", 2, Optional.of(whole)));

    assertThat(log.latest()).containsExactly(whole, takeover(3, Optional.empty()));
    assertThat(log.keeper(SEAT)).contains(turn("b", 3));
  }

  @Test
  void keepsTheLatest() {
    HandoffLog log = HandoffLog.EMPTY;
    for (int attempt = 2; attempt < HandoffLog.MOST + 5; attempt++) {
      log = log.told(takeover(attempt, Optional.empty()));
    }

    assertThat(log.latest()).hasSize(HandoffLog.MOST);
    assertThat(log.latest().get(0)).isEqualTo(takeover(5, Optional.empty()));
  }

  @Test
  void forgetsWhoKeptAnAgentThatLeavesButNotHowItMoved() {
    HandoffLog log = HandoffLog.EMPTY.told(takeover(2, Optional.empty())).without(SEAT);

    assertThat(log.keeper(SEAT)).isEmpty();
    assertThat(log.latest()).hasSize(1);
  }
}
