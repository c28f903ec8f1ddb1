package dev.understudy.roster;

import static dev.understudy.roster.RosterFoldTest.agent;
import static dev.understudy.roster.RosterFoldTest.device;
import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Member;
import dev.understudy.presence.Roster;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.MemberWithData;
import dev.understudy.roster.Participant.Agent;
import dev.understudy.roster.RosterFold.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RosterFoldPropertiesTest {
  private static final AgentName WRITER = new AgentName("writer");

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

    /** As a worker sees the same. */
    private Roster roster = Roster.EMPTY;

    private final Map<Member.Key, MemberWithData> members = new LinkedHashMap<>();

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
        checkTheWorkersView();
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
      MemberWithData seen = anybody();
      note(seen);
      roster = roster.with(seen.member());
      return fold.here(seen);
    }

    private void note(MemberWithData seen) {
      members.put(seen.member().key(), seen);
      seen.member()
          .agent()
          .ifPresent(agent ->
              highest.merge(agent.task(), agent.tenure(), BinaryOperator.maxBy(naturalOrder())));
    }

    private MemberWithData anybody() {
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
      AgentEnd end = anyEnd();
      roster = roster.ended(end);
      return fold.ended(end);
    }

    private AgentEnd anyEnd() {
      AgentEnd end = new AgentEnd("writer", anyTask(), anyGeneration(), LeaveReason.COMPLETED);
      over.merge(end.task(), end.generation(), Math::max);
      return end;
    }

    private List<Change> leave() {
      if (members.isEmpty()) {
        return fold.gone(anybody());
      }
      List<MemberWithData> all = List.copyOf(members.values());
      MemberWithData one = all.get(random.nextInt(all.size()));
      members.remove(one.member().key());
      roster = roster.without(one.member().key());
      return fold.gone(one);
    }

    /** ChannelView was lost: several may have come and gone unseen, and an end may have been said. */
    private List<Change> sync() {
      for (int change = random.nextInt(4); change > 0; change--) {
        if (random.nextBoolean() || members.isEmpty()) {
          MemberWithData seen = anybody();
          members.put(seen.member().key(), seen);
        } else {
          members.remove(members.keySet().iterator().next());
        }
      }
      List<MemberWithData> all = List.copyOf(members.values());
      all.forEach(this::note);
      List<AgentEnd> ends = random.nextBoolean() ? List.of(anyEnd()) : List.of();
      roster = roster.synced(all.stream().map(MemberWithData::member).toList(), ends);
      return fold.synced(all, ends);
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

    /** Of agents it sees no less: the highest tenure, though it may be gone, and all rivals but those that are over. */
    private void checkTheWorkersView() {
      for (String task : List.of("task-0", "task-1")) {
        assertThat(roster.ruling(WRITER, task).map(AgentPresence::tenure))
            .as("the highest of %s, seed %d", task, seed)
            .isEqualTo(Optional.ofNullable(highest.get(task)));
        assertThat(roster.rivals(WRITER, task))
            .as("rivals of %s, seed %d", task, seed)
            .containsExactlyInAnyOrderElementsOf(rivals(task));
      }
      assertThat(roster.people().users().stream().map(user -> user.clientId()))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(users());
    }

    private List<AgentPresence> rivals(String task) {
      return members.values().stream()
          .flatMap(seen -> seen.member().agent().stream())
          .filter(agent -> !agent.task().equals(task))
          .filter(agent -> agent.tenure().generation() > over.getOrDefault(agent.task(), -1L))
          .toList();
    }

    private Set<String> users() {
      return names().stream().filter(name -> name.startsWith("user-")).collect(Collectors.toSet());
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
