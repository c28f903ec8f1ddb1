package dev.understudy.presence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is in a session, folded by clientId: users with their devices, and agents, of whose tenures
 * the highest rules and the others are ghosts. Immutable.
 */
public final class Roster {
  /** Nobody. */
  public static final Roster EMPTY = new Roster(Map.of());

  private final Map<Member.Key, Member> members;

  private Roster(Map<Member.Key, Member> members) {
    this.members = members;
  }

  /** This one after {@code member} has entered, or has changed its data. */
  public Roster with(Member member) {
    Map<Member.Key, Member> next = new LinkedHashMap<>(members);
    next.put(member.key(), member);
    return new Roster(next);
  }

  /** This one after a member has left. */
  public Roster without(Member.Key key) {
    Map<Member.Key, Member> next = new LinkedHashMap<>(members);
    next.remove(key);
    return new Roster(next);
  }

  /** That member, if it is here. */
  public Optional<Member> member(Member.Key key) {
    return Optional.ofNullable(members.get(key));
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

  /** The same, as tasks are told of it. */
  public People people() {
    return new People(users().entrySet().stream()
        .map(user -> new User(user.getKey(), user.getValue().size(), role(user.getValue())))
        .toList());
  }

  private static Optional<String> role(List<Member> devices) {
    return devices.stream().flatMap(device -> device.role().stream()).findFirst();
  }

  /** What is present under an agent's name on behalf of {@code task}: its ruling tenure. */
  public Optional<AgentPresence> ruling(AgentName agent, String task) {
    return tenures(agent)
        .filter(presence -> presence.task().equals(task))
        .max((one, other) -> one.tenure().compareTo(other.tenure()));
  }

  /** What is present under an agent's name on behalf of other tasks than {@code task}. */
  public List<AgentPresence> rivals(AgentName agent, String task) {
    return tenures(agent).filter(presence -> !presence.task().equals(task)).toList();
  }

  private Stream<AgentPresence> tenures(AgentName agent) {
    return members.values().stream()
        .filter(member -> member.clientId().equals(agent.value()))
        .flatMap(member -> member.agent().stream());
  }
}
