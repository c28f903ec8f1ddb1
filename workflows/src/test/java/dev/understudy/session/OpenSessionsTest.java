package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.Sighting;
import dev.understudy.audience.AudienceMemo;
import dev.understudy.audience.AudiencesMemo;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {
  private static final SessionName ROOM = new SessionName("room:42");
  private static final CarriedOver.Place PLACE =
      new CarriedOver.Place("work", "work", 1, List.of());
  private static final AgentName KEEPER = new AgentName("keeper");
  private static final People ALICE = new People(List.of(new User("alice", 1, Optional.empty())));

  private static SightingRank seen(long sequence) {
    return new SightingRank(new Tenure(1, 1), sequence);
  }

  /** Of a run whose work has not come to open what the run before left open, with alice there. */
  private static OpenSessions notOpenedYet() {
    AudiencesMemo watched = new AudiencesMemo(
        Optional.of(seen(2)),
        ALICE,
        new AudienceMemo("here", 0, 0),
        List.of(),
        Optional.empty(),
        List.of());
    OpenSessions sessions = new OpenSessions(() -> {});
    sessions.carryOn(
        List.of(new CarriedOver.LeftOpen(ROOM, KEEPER, PLACE, Status.NONE, false, watched, 0)),
        HandoffLog.EMPTY);
    return sessions;
  }

  @Test
  void whatIsSeenOfASessionThatIsNotOpenedYetIsCarriedOn() {
    OpenSessions sessions = notOpenedYet();

    sessions.sighted(new Sighting(ROOM, KEEPER, seen(3), People.NOBODY));

    AudiencesMemo watched = sessions.carried().get(0).watched();
    assertThat(watched.people()).isEqualTo(People.NOBODY);
    assertThat(watched.seen()).contains(seen(3));
    assertThat(sessions.attended().get(0).people()).isEqualTo(People.NOBODY);
  }

  @Test
  void whatWasSeenBeforeIsNotTakenForNews() {
    OpenSessions sessions = notOpenedYet();

    sessions.sighted(new Sighting(ROOM, KEEPER, seen(1), People.NOBODY));

    assertThat(sessions.carried().get(0).watched().people()).isEqualTo(ALICE);
  }
}
