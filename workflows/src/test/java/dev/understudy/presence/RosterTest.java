package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final AgentName WRITER = new AgentName("writer");

  private static Member device(String user, String connection) {
    return new Member(user, connection, Optional.empty(), Optional.empty());
  }

  private static Member tenure(String connection, String task, long generation, int attempt) {
    return new Member(
        "writer",
        connection,
        Optional.of(AgentPresence.present(
            task,
            new Tenure(generation, attempt),
            "w",
            new Status(1, AgentState.ACTIVE, "", Map.of()))),
        Optional.empty());
  }

  @Test
  void keepsAUserOnlineWhileOneDeviceIsLeft() {
    Roster roster = Roster.EMPTY.with(device("alice", "phone")).with(device("alice", "laptop"));

    Roster left = roster.without(device("alice", "phone").key());

    assertThat(left.users())
        .containsExactly(Map.entry("alice", List.of(device("alice", "laptop"))));
    assertThat(left.without(device("alice", "laptop").key()).users()).isEmpty();
  }

  @Test
  void neverCountsAnAgentAsAUser() {
    assertThat(Roster.EMPTY.with(tenure("c1", "task-1", 1, 1)).users()).isEmpty();
  }

  @Test
  void letsTheHighestTenureRuleWhoeverCameLast() {
    Roster roster = Roster.EMPTY
        .with(tenure("c2", "task-1", 1, 2))
        .with(tenure("c3", "task-1", 2, 1))
        .with(tenure("c1", "task-1", 1, 9));

    assertThat(roster.ruling(WRITER, "task-1"))
        .hasValueSatisfying(ruling -> assertThat(ruling.tenure()).isEqualTo(new Tenure(2, 1)));
  }

  @Test
  void tellsTasksThatClaimTheSameNameApart() {
    Roster roster =
        Roster.EMPTY.with(tenure("c1", "task-1", 1, 1)).with(tenure("c2", "task-2", 5, 1));

    assertThat(roster.ruling(WRITER, "task-1"))
        .hasValueSatisfying(ruling -> assertThat(ruling.task()).isEqualTo("task-1"));
    assertThat(roster.rivals(WRITER, "task-1"))
        .singleElement()
        .satisfies(rival -> assertThat(rival.task()).isEqualTo("task-2"));
  }

  @Test
  void holdsAMemberOnceHoweverOftenItChanges() {
    Roster roster = Roster.EMPTY.with(device("alice", "phone")).with(device("alice", "phone"));

    assertThat(roster.users().get("alice")).hasSize(1);
    assertThat(roster.member(new Member.Key("alice", "phone"))).isPresent();
    assertThat(roster.member(new Member.Key("alice", "laptop"))).isEmpty();
  }

  @Test
  void letsNoLowerTenureRuleAfterTheHighestIsGone() {
    Member ghost = tenure("c1", "task-1", 1, 1);
    Member ruling = tenure("c2", "task-1", 1, 2);
    Roster roster = Roster.EMPTY.with(ghost).with(ruling).without(ruling.key());

    assertThat(roster.ruling(WRITER, "task-1"))
        .hasValueSatisfying(highest -> assertThat(highest.tenure()).isEqualTo(new Tenure(1, 2)));
    assertThat(roster.standing()).isEmpty();
    assertThat(roster.synced(List.of(ghost), List.of()).standing()).isEmpty();
    assertThat(roster.without(ghost.key()).ruling(WRITER, "task-1")).isEmpty();
  }

  @Test
  void countsGhostsAsRivalsButNoneWhoseEndWasSaid() {
    Member ghost = tenure("c1", "task-2", 1, 1);
    Roster roster = Roster.EMPTY.with(ghost).with(tenure("c2", "task-2", 2, 1));

    assertThat(roster.rivals(WRITER, "task-1")).hasSize(2);
    assertThat(roster.ended(end("task-2", 1)).rivals(WRITER, "task-1"))
        .singleElement()
        .satisfies(rival -> assertThat(rival.tenure()).isEqualTo(new Tenure(2, 1)));
    assertThat(roster.ended(end("task-2", 2)).rivals(WRITER, "task-1")).isEmpty();
    assertThat(
            Roster.EMPTY.synced(List.of(ghost), List.of(end("task-2", 1))).rivals(WRITER, "task-1"))
        .isEmpty();
  }

  @Test
  void forgetsAnEndWithTheLastMemberThatItIsOf() {
    Member ghost = tenure("c1", "task-2", 1, 1);
    Roster ended = Roster.EMPTY.with(ghost).ended(end("task-2", 1));

    assertThat(ended.without(ghost.key()).with(ghost).rivals(WRITER, "task-1")).hasSize(1);
    assertThat(Roster.EMPTY.ended(end("task-2", 1)).with(ghost).standing()).containsExactly(ghost);
  }

  private static AgentEnd end(String task, long generation) {
    return new AgentEnd("writer", task, generation, LeaveReason.COMPLETED);
  }
}
