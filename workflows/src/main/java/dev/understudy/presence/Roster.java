package dev.understudy.presence;

import static java.util.stream.Collectors.toSet;

import dev.understudy.Internal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is in a session, folded by clientId: users with their devices, and agents, of whose tenures
 * the highest rules and the others are ghosts. Immutable.
 *
 * <p>Of a task's agent the highest tenure that was ever seen rules: a lower one that outlasts it is the
 * ghost of a worker that died earlier, and does not bring the agent back. Nor does any that outlasts the
 * end of its agent, which is {@linkplain AgentEnd said apart} from its members. Both are remembered for as
 * long as a member of the agent is here, be it a ghost.
 */
@Internal
public final class Roster {
  /** Nobody. */
  public static final Roster EMPTY = new Roster(Map.of(), Map.of());

  /**
   * What is remembered of an agent.
   *
   * @param highest what its highest tenure showed last
   * @param over up to which generation its tenures are
   */
  private record Past(AgentPresence highest, long over) {
    private static final long NOTHING_IS_OVER = -1;

    static Past of(AgentPresence seen) {
      return new Past(seen, NOTHING_IS_OVER);
    }

    Past and(Past later) {
      boolean isLower = later.highest.tenure().isSupersededBy(highest.tenure());
      return new Past(isLower ? highest : later.highest, Math.max(over, later.over));
    }

    Past and(AgentEnd end) {
      return new Past(highest, Math.max(over, end.generation()));
    }

    boolean isOver(Tenure tenure) {
      return tenure.generation() <= over;
    }

    boolean makesAGhostOf(Tenure tenure) {
      return isOver(tenure) || tenure.isSupersededBy(highest.tenure());
    }
  }

  private final Map<Member.Key, Member> members;
  private final Map<Member.Identity, Past> pasts;

  private Roster(Map<Member.Key, Member> members, Map<Member.Identity, Past> pasts) {
    this.members = members;
    this.pasts = pasts;
  }

  /** This one after {@code member} has entered, or has changed its data. */
  public Roster with(Member member) {
    Map<Member.Key, Member> next = new LinkedHashMap<>(members);
    next.put(member.key(), member);
    return after(next, List.of());
  }

  /** This one after a member has left. */
  public Roster without(Member.Key key) {
    Map<Member.Key, Member> next = new LinkedHashMap<>(members);
    next.remove(key);
    return after(next, List.of());
  }

  /** This one after the end of an agent was said, though members of it may still be here. */
  public Roster ended(AgentEnd end) {
    return after(members, List.of(end));
  }

  /** This one once it is known that {@code all} are here, and nobody else; and what ended meanwhile. */
  public Roster synced(Collection<Member> all, Collection<AgentEnd> ends) {
    Map<Member.Key, Member> next = new LinkedHashMap<>(members);
    next.keySet().retainAll(all.stream().map(Member::key).collect(toSet()));
    all.forEach(member -> next.put(member.key(), member));
    return after(next, ends);
  }

  /** An end counts for members that are here: an agent without any is gone already. */
  private Roster after(Map<Member.Key, Member> here, Collection<AgentEnd> ends) {
    Map<Member.Identity, Past> next = new LinkedHashMap<>(pasts);
    here.values()
        .forEach(member -> member
            .agent()
            .ifPresent(agent -> next.merge(member.identity(), Past.of(agent), Past::and)));
    Set<Member.Identity> left = here.values().stream().map(Member::identity).collect(toSet());
    next.keySet().retainAll(left);
    ends.forEach(end -> next.computeIfPresent(end.of(), (agent, past) -> past.and(end)));
    return new Roster(here, next);
  }

  /** That member, if it is here. */
  public Optional<Member> member(Member.Key key) {
    return Optional.ofNullable(members.get(key));
  }

  /** All that are here, but ghosts, in the order in which they came. */
  public List<Member> standing() {
    return members.values().stream().filter(this::isNoGhost).toList();
  }

  private boolean isNoGhost(Member member) {
    return member
        .agent()
        .filter(agent -> past(member).makesAGhostOf(agent.tenure()))
        .isEmpty();
  }

  private Past past(Member ofAnAgent) {
    return Optional.ofNullable(pasts.get(ofAnAgent.identity())).orElseThrow();
  }

  /** Users that are online, each with its devices, in the order in which they came. */
  public Map<String, List<Member>> users() {
    Map<String, List<Member>> users = new LinkedHashMap<>();
    members.values().stream()
        .filter(member -> member.agent().isEmpty())
        .forEach(device ->
            users.computeIfAbsent(device.clientId(), id -> new ArrayList<>()).add(device));
    return Collections.unmodifiableMap(users);
  }

  /** The users that are online, as tasks are told of them. */
  public People people() {
    return ToldPeople.of(users().entrySet().stream()
        .map(user ->
            new User(ToldPeople.name(user.getKey()), user.getValue().size(), role(user.getValue())))
        .toList());
  }

  private static Optional<String> role(List<Member> devices) {
    return devices.stream().flatMap(device -> device.role().stream()).findFirst();
  }

  /**
   * What the highest tenure shows, or showed last, of an agent that has members here. It rules though its
   * own member may have gone: no lower one may ever speak for the agent again.
   */
  public Optional<AgentPresence> ruling(AgentName agent, String task) {
    return Optional.ofNullable(pasts.get(new Member.Identity(agent.value(), task)))
        .map(Past::highest);
  }

  /** What is present of the agent of {@code task}, ghosts as well, unless its end was said. */
  public List<AgentPresence> tenures(AgentName agent, String task) {
    return present(agent).filter(presence -> presence.task().equals(task)).toList();
  }

  private Stream<AgentPresence> present(AgentName agent) {
    return members.values().stream()
        .filter(member -> member.clientId().equals(agent.value()))
        .flatMap(member -> member.agent().filter(it -> !past(member).isOver(it.tenure())).stream());
  }

  /**
   * What is present under an agent's name on behalf of other tasks than {@code task}: ghosts, too, since
   * nobody can tell them for certain, unless the end of their agent was said.
   */
  public List<AgentPresence> rivals(AgentName agent, String task) {
    return present(agent).filter(presence -> !presence.task().equals(task)).toList();
  }
}
