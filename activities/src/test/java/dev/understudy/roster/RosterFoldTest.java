package dev.understudy.roster;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Member;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.roster.Participant.Agent;
import dev.understudy.roster.Participant.Device;
import dev.understudy.roster.Participant.User;
import dev.understudy.roster.RosterFold.Change;
import dev.understudy.roster.RosterFold.End;
import dev.understudy.roster.RosterFold.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RosterFoldTest {
  private static Seen device(String user, String connection, String data) {
    return new Seen(new Member(user, connection, Optional.empty(), Optional.empty()), data);
  }

  private static Seen tenure(String connection, int attempt) {
    return agent(connection, present(attempt));
  }

  private static AgentPresence present(int attempt) {
    return AgentPresence.present("task-1", new Tenure(1, attempt), "w", Status.NONE);
  }

  private static Seen leaving(String connection, int attempt, LeaveReason reason) {
    return agent(connection, AgentPresence.leaving("task-1", new Tenure(1, attempt), reason));
  }

  private static Seen agent(String connection, AgentPresence presence) {
    return new Seen(
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

      assertThat(fold.ended(new End("writer", "task-1", 1, LeaveReason.CANCELLED)))
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
    void leavesWithTheReasonOfAnEndThatWasSaidOutOfSightThoughNoMemberIsLeft() {
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

    private static End end(long generation) {
      return new End("writer", "task-1", generation, LeaveReason.FAILED);
    }

    @Test
    void comesAgainAfterItsEnd() {
      fold.here(tenure("c1", 1));
      fold.ended(new End("writer", "task-1", 1, LeaveReason.COMPLETED));
      Seen again = agent("c2", AgentPresence.present("task-1", new Tenure(2, 1), "w", Status.NONE));

      assertThat(told(fold.here(again))).containsExactly("ENTERED writer");
      assertThat(fold.ended(new End("writer", "task-1", 1, LeaveReason.COMPLETED)))
          .isEmpty();
    }

    @Test
    void isNotEndedByTheEndOfAnotherOfTheSameNameOrTask() {
      fold.here(tenure("c1", 1));

      assertThat(fold.ended(new End("writer", "task-2", 1, LeaveReason.COMPLETED)))
          .isEmpty();
      assertThat(fold.ended(new End("mallory", "task-1", 1, LeaveReason.COMPLETED)))
          .isEmpty();
      assertThat(fold.ended(new End("writer", "task-1", 0, LeaveReason.COMPLETED)))
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

  /**
   * Random crowds of users and of agents that are taken over and end, against a model that keeps the
   * members and folds them in the plainest way. One case is one crowd of up to eighty events.
   */
  @Test
  void tellsNeitherMoreNorLessThanHappened() {
    for (int number = 0; number < 20_000; number++) {
      new Crowd(20_261_124L + number).live();
    }
  }

  private static final class Crowd {
    private final long seed;
    private final Random random;
    private final RosterFold fold = new RosterFold();
    private final Map<Member.Key, Seen> members = new LinkedHashMap<>();

    /** Who is there by what was told alone. */
    private final Map<String, Participant> told = new LinkedHashMap<>();

    private final Map<String, Tenure> highest = new LinkedHashMap<>();

    /** Of each task, the generation that is over. */
    private final Map<String, Long> over = new LinkedHashMap<>();

    Crowd(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void live() {
      int events = 1 + random.nextInt(80);
      for (int event = 0; event < events; event++) {
        List<Change> changes = happen();
        changes.forEach(this::believe);
        assertThat(told.keySet()).as("seed %d", seed).isEqualTo(names());
        assertThat(told.values())
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(fold.participants());
        checkAgents();
        forgetAgentsThatAreGone();
      }
    }

    private List<Change> happen() {
      return switch (random.nextInt(10)) {
        case 0 -> sync();
        case 1, 2, 3 -> leave();
        case 4 -> end();
        default -> enter();
      };
    }

    private List<Change> enter() {
      Seen seen = anybody();
      note(seen);
      return fold.here(seen);
    }

    private void note(Seen seen) {
      members.put(seen.member().key(), seen);
      seen.member()
          .agent()
          .ifPresent(agent ->
              highest.merge(agent.task(), agent.tenure(), BinaryOperator.maxBy(naturalOrder())));
    }

    private Seen anybody() {
      String connection = "c" + random.nextInt(4);
      return random.nextBoolean()
          ? device("user-" + random.nextInt(3), connection, "d" + random.nextInt(2))
          : agent(
              connection,
              AgentPresence.present(
                  anyTask(), new Tenure(anyGeneration(), 1 + random.nextInt(4)), "w", Status.NONE));
    }

    private String anyTask() {
      return "task-" + random.nextInt(2);
    }

    private long anyGeneration() {
      return random.nextInt(3);
    }

    private List<Change> end() {
      return fold.ended(anyEnd());
    }

    private End anyEnd() {
      End end = new End("writer", anyTask(), anyGeneration(), LeaveReason.COMPLETED);
      over.merge(end.task(), end.generation(), Math::max);
      return end;
    }

    private List<Change> leave() {
      if (members.isEmpty()) {
        return fold.gone(anybody());
      }
      List<Seen> all = List.copyOf(members.values());
      Seen one = all.get(random.nextInt(all.size()));
      members.remove(one.member().key());
      return fold.gone(one);
    }

    /** ChannelView was lost: several may have come and gone unseen, and an end may have been said. */
    private List<Change> sync() {
      for (int change = random.nextInt(4); change > 0; change--) {
        if (random.nextBoolean() || members.isEmpty()) {
          Seen seen = anybody();
          members.put(seen.member().key(), seen);
        } else {
          members.remove(members.keySet().iterator().next());
        }
      }
      List<Seen> all = List.copyOf(members.values());
      all.forEach(this::note);
      return fold.synced(all, random.nextBoolean() ? List.of(anyEnd()) : List.of());
    }

    private void believe(Change change) {
      String name = name(change.who());
      switch (change.kind()) {
        case ENTERED ->
          assertThat(told.put(name, change.who()))
              .as("entered twice, seed %d", seed)
              .isNull();
        case UPDATED ->
          assertThat(told.put(name, change.who()))
              .as("updated to the same or from nothing, seed %d", seed)
              .isNotNull()
              .isNotEqualTo(change.who());
        case LEFT ->
          assertThat(told.remove(name))
              .as("left without being there, seed %d", seed)
              .isNotNull();
      }
    }

    private static String name(Participant who) {
      return who instanceof Agent agent ? "agent " + agent.presence().task() : who.clientId();
    }

    private Set<String> names() {
      return members.values().stream()
          .filter(seen -> seen.member()
              .agent()
              .filter(agent -> !agent.tenure().equals(highest.get(agent.task()))
                  || agent.tenure().generation() <= over.getOrDefault(agent.task(), -1L))
              .isEmpty())
          .map(seen -> seen.member()
              .agent()
              .map(agent -> "agent " + agent.task())
              .orElse(seen.member().clientId()))
          .collect(Collectors.toSet());
    }

    private void checkAgents() {
      fold.participants().stream()
          .filter(Agent.class::isInstance)
          .map(Agent.class::cast)
          .forEach(agent -> assertThat(agent.presence().tenure())
              .as("a ghost rules, seed %d", seed)
              .isEqualTo(highest.get(agent.presence().task())));
    }

    private void forgetAgentsThatAreGone() {
      List<String> here = members.values().stream()
          .flatMap(seen -> seen.member().agent().stream().map(AgentPresence::task))
          .toList();
      highest.keySet().retainAll(here);
      over.keySet().retainAll(here);
    }
  }
}
