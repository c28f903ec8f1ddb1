package dev.understudy.handoff;

import static dev.understudy.refusal.RefusedArgumentException.requireBetween;

import dev.understudy.Internal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What many agents take, each in a session of its own, on workers that share them evenly; and whether all agents of
 * one of these are back elsewhere before Ably drops them. Immutable.
 *
 * @param agents of all workers, from 1 to 1,000,000
 * @param workers that run, from 1 to 10,000
 */
@Internal
public record HandoffPlan(HandoffPolicy policy, int agents, int workers) {
  private static final int MOST_AGENTS = 1_000_000;
  private static final int MOST_WORKERS = 10_000;

  /** Requests that a Temporal server takes for a namespace by default, {@code frontend.namespaceRPS}. */
  private static final int TEMPORAL_REQUESTS_PER_SECOND = 2_400;

  /** Of a worker's processor for one heartbeat; measured. */
  private static final Duration WORKER_TIME_PER_BEAT = Duration.ofNanos(600_000);

  /** Of the processor of Temporal's development server for one heartbeat; measured. */
  private static final Duration SERVER_TIME_PER_BEAT = Duration.ofNanos(2_500_000);

  private static final Duration MONTH = Duration.ofDays(30);

  public HandoffPlan {
    requireBetween("agents", 1, MOST_AGENTS, agents);
    requireBetween("workers", 1, MOST_WORKERS, workers);
  }

  /** What one worker holds. */
  public Load each() {
    return new Load(share(agents, workers));
  }

  /** What one worker holds once another one's agents are back. */
  public Load afterACrash() {
    return new Load(each().agents() + takenByEach());
  }

  /** How many agents of a worker that is gone each of the others takes; all of them, if there is no other yet. */
  public int takenByEach() {
    return share(each().agents(), Math.max(1, workers - 1));
  }

  private static int share(int whole, int parts) {
    return (whole + parts - 1) / parts;
  }

  /** Connections of all workers to Ably. */
  public int connections() {
    return each().connections() * workers;
  }

  /** Heartbeats of agents and leases that Temporal is sent in a second, while nothing happens. */
  public double heartbeatsPerSecond() {
    return perSecond(policy.heartbeatPeriod()) * agents
        + perSecond(NoticingPace.LEASE_BEAT) * workers;
  }

  private static double perSecond(Duration period) {
    return 1e9 / period.toNanos();
  }

  /** What Temporal Cloud counts as actions in 30 days in which nothing happens. */
  public long actionsPerMonth() {
    return Math.round(heartbeatsPerSecond() * MONTH.toSeconds());
  }

  /** How many processors a worker spends on heartbeats. */
  public double workerProcessors() {
    return heartbeatsPerSecond() / workers * WORKER_TIME_PER_BEAT.toNanos() / 1e9;
  }

  /** How many processors Temporal's development server spends on heartbeats. */
  public double serverProcessors() {
    return heartbeatsPerSecond() * SERVER_TIME_PER_BEAT.toNanos() / 1e9;
  }

  /** What the takeover of one agent waits for. */
  public Takeover takeover(Noticed noticed) {
    return switch (noticed) {
      case BEACON -> Takeover.BY_BEACON;
      case LEASE -> Takeover.BY_LEASE;
      case HEARTBEATS -> policy.byHeartbeats();
    };
  }

  /** What tells that a worker is gone. */
  public enum Noticed {
    BEACON("beacon"),
    LEASE("lease"),
    HEARTBEATS("heartbeats");

    private final String word;

    Noticed(String word) {
      this.word = word;
    }

    /** Its name for programs. */
    public String word() {
      return word;
    }
  }

  /** When half of the agents of a worker that is gone are back, if the first is at its worst. */
  public Duration median(Takeover first) {
    return first.total().plus(TakingPace.taking(share(takenByEach(), 2)));
  }

  /** When all agents of a worker that is gone are back, if the first is at its worst. */
  public Duration last(Takeover first) {
    return first.total().plus(TakingPace.taking(takenByEach()));
  }

  /** What of {@code remainPresentFor} a takeover may take. */
  public Duration usable() {
    return policy.usable();
  }

  /** Why the agents of a worker would be seen to leave, and what to change; empty if they would not. */
  public Optional<String> flaw() {
    if (workers == 1) {
      return Optional.of("with 1 worker nobody is there to take over: use at least 2 workers");
    }
    Duration last = last(policy.byHeartbeats());
    List<String> remedies = remedies(last);
    if (fits() || remedies.isEmpty()) {
      return policy
          .flaw(); // With numbers that keep no single agent present there is more to change than
      // one.
    }
    return Optional.of(said(
        "the last of a worker's %,d agents can be back after %s if only missed heartbeats tell, which does not"
            + " fit in remainPresentFor %s with a quarter to spare: %s",
        each().agents(),
        HandoffPolicy.seconds(last),
        HandoffPolicy.seconds(policy.remainPresentFor()),
        String.join(", or ", remedies)));
  }

  private static String said(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }

  private boolean fits() {
    return workers > 1 && last(policy.byHeartbeats()).compareTo(usable()) <= 0;
  }

  private List<String> remedies(Duration last) {
    List<String> remedies = new ArrayList<>();
    Duration needed = HandoffPolicy.needed(last);
    if (needed.compareTo(HandoffPolicy.MOST_REMAIN_PRESENT_FOR) <= 0) {
      remedies.add("raise remainPresentFor to at least " + HandoffPolicy.seconds(needed));
    }
    Duration timeout = policy.heartbeatTimeout().minus(last.minus(usable()));
    if (timeout.compareTo(HandoffPolicy.LEAST_HEARTBEAT_TIMEOUT) >= 0) {
      remedies.add("lower heartbeatTimeout to at most " + HandoffPolicy.seconds(timeout));
    }
    IntStream.rangeClosed(workers + 1, MOST_WORKERS)
        .filter(more -> new HandoffPlan(policy, agents, more).fits())
        .findFirst()
        .ifPresent(more -> remedies.add(said("use at least %,d workers", more)));
    return remedies;
  }

  /** What works but is worth a second thought. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(policy.warning().stream().toList());
    if (heartbeatsPerSecond() > TEMPORAL_REQUESTS_PER_SECOND) {
      warnings.add(said(
          "heartbeats are %,.0f requests a second, and a Temporal server takes %,d for a namespace by default:"
              + " raise heartbeatTimeout, or its frontend.namespaceRPS",
          heartbeatsPerSecond(), TEMPORAL_REQUESTS_PER_SECOND));
    }
    return warnings;
  }

  /**
   * What a worker has to do with Ably.
   *
   * @param agents that it holds
   */
  public record Load(int agents) {
    /** One for each session, and one to see the other workers. */
    public int channels() {
      return agents + 1;
    }

    /** One for each two hundred sessions, and one for its beacon. */
    public int connections() {
      return AblyLimits.connections(agents) + 1;
    }

    /** Messages that it may send in a second in the long run, those of agents that come and go aside. */
    public int messagesPerSecond() {
      return AblyLimits.connections(agents) * AblyLimits.TURNS_PER_SECOND;
    }
  }
}
