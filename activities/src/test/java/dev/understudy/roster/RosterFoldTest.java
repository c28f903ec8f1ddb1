package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Member;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.MemberWithData;
import dev.understudy.roster.Participant.Agent;
import dev.understudy.roster.Participant.Device;
import dev.understudy.roster.Participant.User;
import dev.understudy.roster.RosterFold.Change;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RosterFoldTest {
  static MemberWithData device(String user, String connection, String data) {
    return new MemberWithData(
        new Member(user, connection, Optional.empty(), Optional.empty()), data);
  }

  private static MemberWithData tenure(String connection, int attempt) {
    return agent(connection, present(attempt));
  }

  private static AgentPresence present(int attempt) {
    return AgentPresence.present("task-1", new Tenure(1, attempt), "w", Status.NONE);
  }

  private static MemberWithData leaving(String connection, int attempt, LeaveReason reason) {
    return agent(connection, AgentPresence.leaving("task-1", new Tenure(1, attempt), reason));
  }

  static MemberWithData agent(String connection, AgentPresence presence) {
    return new MemberWithData(
        new Member("writer", connection, Optional.of(presence), Optional.empty()), "{}");
  }

  private static List<String> told(List<Change> changes) {
    return changes.stream()
        .map(change -> change.kind() + " " + change.who().clientId())
        .toList();
  }

  private final RosterFold fold = new RosterFold();

  @Nested
  class OfUsers {
    @Test
    void tellsThatOneIsOnMoreAndFewerDevicesAndGoneWithTheLast() {
      assertThat(told(fold.here(device("alice", "phone", "")))).containsExactly("ENTERED alice");
      assertThat(told(fold.here(device("alice", "laptop", "")))).containsExactly("UPDATED alice");
      assertThat(told(fold.gone(device("alice", "phone", "")))).containsExactly("UPDATED alice");
      assertThat(fold.gone(device("alice", "laptop", "bye")))
          .containsExactly(new Change(
              Change.Kind.LEFT, new User("alice", List.of(new Device("laptop", "bye")))));
    }

    @Test
    void saysNothingOfWhatChangesNothing() {
      fold.here(device("alice", "phone", "x"));

      assertThat(fold.here(device("alice", "phone", "x"))).isEmpty();
      assertThat(fold.gone(device("bob", "phone", ""))).isEmpty();
      assertThat(fold.synced(List.of(device("alice", "phone", "x")), List.of())).isEmpty();
    }

    @Test
    void keepsTheOrderOfDevicesThroughASync() {
      fold.here(device("alice", "phone", ""));
      fold.here(device("alice", "laptop", ""));

      assertThat(fold.synced(
              List.of(device("alice", "laptop", ""), device("alice", "phone", "")), List.of()))
          .isEmpty();
    }

    @Test
    void tellsTheDifferenceAfterASync() {
      fold.here(device("alice", "phone", ""));
      fold.here(device("bob", "tablet", ""));

      assertThat(told(fold.synced(
              List.of(device("bob", "tablet", "new"), device("carol", "phone", "")), List.of())))
          .containsExactly("LEFT alice", "UPDATED bob", "ENTERED carol");
    }
  }

  @Nested
  class OfAnAgent {
    @Test
    void takesATakeoverForAChangeAndTheGhostsEndForNone() {
      fold.here(tenure("c1", 1));

      assertThat(fold.here(tenure("c2", 2)))
          .containsExactly(new Change(Change.Kind.UPDATED, new Agent("writer", "c2", present(2))));
      assertThat(fold.gone(tenure("c1", 1))).isEmpty();
    }

    @Test
    void tellsTheReasonWhenItLeaves() {
      fold.here(tenure("c1", 1));

      assertThat(fold.gone(leaving("c1", 1, LeaveReason.ABANDONED)))
          .singleElement()
          .satisfies(change -> assertThat(((Agent) change.who()).presence().reason())
              .isEqualTo(LeaveReason.ABANDONED));
    }

    @Test
    void isNotBroughtBackByAGhostThatOutlastsIt() {
      fold.here(tenure("c1", 1));
      fold.here(tenure("c2", 2));

      assertThat(told(fold.gone(leaving("c2", 2, LeaveReason.COMPLETED))))
          .containsExactly("LEFT writer");
      assertThat(fold.here(tenure("c1", 1))).isEmpty();
      assertThat(fold.participants()).isEmpty();
      assertThat(fold.gone(tenure("c1", 1))).isEmpty();
      assertThat(told(fold.here(tenure("c3", 1)))).containsExactly("ENTERED writer");
    }

    @Test
    void isGoneOnceItsEndIsSaidWhateverMembersAreLeft() {
      fold.here(tenure("c1", 1));

      assertThat(fold.ended(new AgentEnd("writer", "task-1", 1, LeaveReason.CANCELLED)))
          .containsExactly(new Change(
              Change.Kind.LEFT,
              new Agent(
                  "writer",
                  "c1",
                  AgentPresence.leaving("task-1", new Tenure(1, 1), LeaveReason.CANCELLED))));
      assertThat(fold.here(tenure("c2", 2))).isEmpty();
      assertThat(fold.gone(leaving("c2", 2, LeaveReason.CANCELLED))).isEmpty();
      assertThat(fold.synced(List.of(tenure("c1", 1)), List.of())).isEmpty();
    }

    @Test
    void isNeverSeenIfItsEndWasSaidBeforeItsMembersWereKnown() {
      assertThat(fold.synced(List.of(tenure("c1", 1)), List.of(end(1)))).isEmpty();
      assertThat(fold.here(tenure("c1", 1))).isEmpty();
    }

    @Test
    void leavesWithTheReasonOfAnEndThatWasSaidOutOfViewThoughNoMemberIsLeft() {
      fold.here(tenure("c1", 1));

      assertThat(fold.synced(List.of(), List.of(end(1))))
          .containsExactly(new Change(
              Change.Kind.LEFT,
              new Agent(
                  "writer",
                  "c1",
                  AgentPresence.leaving("task-1", new Tenure(1, 1), LeaveReason.FAILED))));
    }

    @Test
    void leavesWithoutTheReasonOfAnEarlierEnd() {
      fold.here(tenure("c1", 1));

      assertThat(fold.synced(List.of(), List.of(end(0))))
          .containsExactly(new Change(Change.Kind.LEFT, new Agent("writer", "c1", present(1))));
    }

    private static AgentEnd end(long generation) {
      return new AgentEnd("writer", "task-1", generation, LeaveReason.FAILED);
    }

    @Test
    void comesAgainAfterItsEnd() {
      fold.here(tenure("c1", 1));
      fold.ended(new AgentEnd("writer", "task-1", 1, LeaveReason.COMPLETED));
      MemberWithData again =
          agent("c2", AgentPresence.present("task-1", new Tenure(2, 1), "w", Status.NONE));

      assertThat(told(fold.here(again))).containsExactly("ENTERED writer");
      assertThat(fold.ended(new AgentEnd("writer", "task-1", 1, LeaveReason.COMPLETED)))
          .isEmpty();
    }

    @Test
    void isNotEndedByTheEndOfAnotherOfTheSameNameOrTask() {
      fold.here(tenure("c1", 1));

      assertThat(fold.ended(new AgentEnd("writer", "task-2", 1, LeaveReason.COMPLETED)))
          .isEmpty();
      assertThat(fold.ended(new AgentEnd("mallory", "task-1", 1, LeaveReason.COMPLETED)))
          .isEmpty();
      assertThat(fold.ended(new AgentEnd("writer", "task-1", 0, LeaveReason.COMPLETED)))
          .isEmpty();
    }

    @Test
    void ofOneTenureOnTwoConnectionsIsOnTheLater() {
      fold.here(tenure("c1", 1));
      fold.here(tenure("c2", 1));

      assertThat(fold.participants()).containsExactly(new Agent("writer", "c2", present(1)));
      assertThat(fold.gone(tenure("c1", 1))).isEmpty();
    }
  }
}
