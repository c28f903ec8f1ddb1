package dev.understudy.samples.chaos;

import dev.understudy.handoff.HandoffPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What is to be lived through.
 *
 * @param seed of everything that chance decides
 */
record Plan(Duration length, int agents, long seed, Ground ground) {
  static final int WORKERS = 4;

  private static final int AGENTS_PER_ROOM = 5;

  /** What may be injected. */
  Set<Kind> kinds() {
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    kinds.removeAll(ground.temporal().spared().keySet());
    return kinds;
  }

  /** What is not injected, and why not. */
  Map<String, String> leftOut() {
    Map<String, String> leftOut = new LinkedHashMap<>();
    ground.temporal().spared().forEach((kind, why) -> leftOut.put(kind.word(), why));
    if (agents < AGENTS_PER_ROOM) {
      leftOut.put("batches", "it takes %d agents".formatted(AGENTS_PER_ROOM));
    }
    return leftOut;
  }

  /** How to do the same again. */
  String command() {
    return String.join(" ", commandInParts());
  }

  /** The command in parts that stand on a line each, or it would not fit on every terminal. */
  List<String> commandInParts() {
    List<String> parts = new ArrayList<>();
    parts.add(
        "understudy chaos --minutes %s --agents %s --seed %s".formatted(minutes(), agents, seed));
    parts.addAll(options());
    return parts;
  }

  private String minutes() {
    double minutes = length.toMillis() / 60_000.0;
    return minutes == Math.rint(minutes) ? String.valueOf((long) minutes) : String.valueOf(minutes);
  }

  /** The options of a command that say on what it is lived through, where they are not the default. */
  private List<String> options() {
    List<String> options = new ArrayList<>(ground.temporal().options());
    add("--remain-present-for", HandoffPolicy::remainPresentFor, options);
    add("--heartbeat-interval", HandoffPolicy::heartbeatInterval, options);
    add("--heartbeat-timeout", HandoffPolicy::heartbeatTimeout, options);
    ground.maxAgents().ifPresent(most -> options.add("--max-agents " + most));
    if (ground.policy().flaw().isPresent()) {
      options.add("--anyway");
    }
    return options;
  }

  private void add(String name, Function<HandoffPolicy, Duration> number, List<String> options) {
    Duration chosen = number.apply(ground.policy());
    if (!chosen.equals(number.apply(HandoffPolicy.DEFAULT))) {
      options.add("%s %sms".formatted(name, chosen.toMillis()));
    }
  }

  List<Injection> schedule() {
    return Schedule.of(seed, kinds(), length, WORKERS);
  }

  String agent(int number) {
    return "agent-" + (number + 1);
  }

  /** For how long a user may be away before the agents pause that work for that user. */
  Duration grace() {
    return Duration.ofSeconds(3);
  }

  String room(int agent) {
    return roomName(roomNumber(agent));
  }

  static String roomName(int number) {
    return "chaos:" + number;
  }

  private static int roomNumber(int agent) {
    return agent / AGENTS_PER_ROOM + 1;
  }

  /** For whom an agent works: every other one for its room's user, the others for nobody. */
  Optional<String> user(int agent) {
    return agent % 2 == 0 ? Optional.of("user-" + roomNumber(agent)) : Optional.empty();
  }

  /** Whether its turns are batches and not steps: one in each full room has such. */
  boolean isAtBatches(int agent) {
    return agent % AGENTS_PER_ROOM == AGENTS_PER_ROOM - 1;
  }

  /** For whom all those work that work for somebody. */
  Map<String, String> users() {
    Map<String, String> users = new LinkedHashMap<>();
    IntStream.range(0, agents)
        .forEach(number -> user(number).ifPresent(user -> users.put(agent(number), user)));
    return users;
  }

  /** When users come and go. */
  List<Visit> visits() {
    return Visit.of(seed, rooms().size(), length);
  }

  /** All rooms. */
  List<String> rooms() {
    return IntStream.range(0, agents).mapToObj(this::room).distinct().toList();
  }
}
