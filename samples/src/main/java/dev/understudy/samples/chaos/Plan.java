package dev.understudy.samples.chaos;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.stage.Setting;
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
record Plan(Duration length, int agents, long seed, Setting setting) {
  static final int WORKERS = 4;

  private static final int AGENTS_PER_ROOM = 5;

  /** What may be injected. */
  Set<Kind> kinds() {
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    if (setting.temporal().isPresent()) {
      kinds.remove(Kind.TEMPORAL_SERVER);
    }
    return kinds;
  }

  /** What is not injected, and why not. */
  Map<String, String> leftOut() {
    Map<String, String> leftOut = new LinkedHashMap<>();
    leftOut.put(
        "temporal-restart",
        setting.temporal().isPresent()
            ? "the server is not ours to end"
            : "the test server would forget all tasks");
    if (!kinds().contains(Kind.TEMPORAL_SERVER)) {
      leftOut.put(Kind.TEMPORAL_SERVER.word(), "the server is not ours to stop");
    }
    leftOut.put("batches", "no agent here works through one");
    return leftOut;
  }

  /** The options of a command that say on what it is lived through, where they are not the default. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    setting.temporal().ifPresent(where -> options.add("--temporal " + where));
    add("--remain-present-for", HandoffPolicy::remainPresentFor, options);
    add("--heartbeat-interval", HandoffPolicy::heartbeatInterval, options);
    add("--heartbeat-timeout", HandoffPolicy::heartbeatTimeout, options);
    if (setting.policy().flaw().isPresent()) {
      options.add("--anyway");
    }
    return options;
  }

  private void add(String name, Function<HandoffPolicy, Duration> number, List<String> options) {
    Duration chosen = number.apply(setting.policy());
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
