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
}
