package dev.understudy.bench.handoff;

import dev.understudy.handoff.HandoffPlan;
import dev.understudy.handoff.HandoffPlan.Noticed;
import dev.understudy.handoff.HandoffPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code understudy plan} says of two workers, each with so many agents. The system properties {@code
 * understudy.remainPresentFor} and {@code understudy.heartbeatTimeout} are numbers of the policy, in seconds.
 */
record HeldPlan(int count) {
  private static final String REMAIN = "understudy.remainPresentFor";
  private static final String TIMEOUT = "understudy.heartbeatTimeout";

  static final HandoffPolicy POLICY = HandoffPolicy.DEFAULT
      .withRemainPresentFor(seconds(REMAIN, HandoffPolicy.DEFAULT.remainPresentFor()))
      .withHeartbeatTimeout(seconds(TIMEOUT, HandoffPolicy.DEFAULT.heartbeatTimeout()));

  /** Above this a worker gets a whole GiB. */
  private static final int MANY = 2_000;

  private static Duration seconds(String property, Duration otherwise) {
    return Duration.ofSeconds(Long.getLong(property, otherwise.toSeconds()));
  }

  /** A worker's main class and arguments, and the options of its JVM, which has the same policy. */
  static List<String> program(int count, Class<?> main, String... arguments) {
    List<String> program = new ArrayList<>();
    program.add(count > MANY ? "-Xmx1g" : "-Xmx512m");
    program.add("-D%s=%d".formatted(REMAIN, POLICY.remainPresentFor().toSeconds()));
    program.add("-D%s=%d".formatted(TIMEOUT, POLICY.heartbeatTimeout().toSeconds()));
    program.add(main.getName());
    program.addAll(List.of(arguments));
    return program;
  }

  void print() {
    HandoffPlan plan = new HandoffPlan(POLICY, 2 * count, 2);
    HeldAgents.say(
        "planned: at rest %.1f %% of a core, %.1f heartbeats a second, %d connections, one for the"
            + " beacon; a development server %.1f %%",
        100 * plan.workerProcessors(),
        plan.heartbeatsPerSecond() / plan.workers(),
        plan.each().connections(),
        100 * plan.serverProcessors() / plan.workers());
    for (Noticed noticed : Noticed.values()) {
      HeldAgents.say(
          "planned, at worst, by %s: half after %,d ms, all after %,d ms",
          noticed.word(),
          plan.median(plan.takeover(noticed)).toMillis(),
          plan.last(plan.takeover(noticed)).toMillis());
    }
    plan.flaw().ifPresent(flaw -> HeldAgents.say("planned: %s", flaw));
  }
}
