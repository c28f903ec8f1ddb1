package dev.understudy.bench;

import com.sun.management.OperatingSystemMXBean;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What it costs a step to stand in its worker's ledger, beside steps that do not since their first attempt is their
 * last: in time, in work of this process, and in requests to Temporal. One operation is one step of 10 ms, of 1 s, or
 * of a minute, from the first's beginning to the last's end by the workflow's clock, while some tasks take theirs side
 * by side; both ways take turns. Before that, what the worker asks of Temporal at rest.
 *
 * <p>{@code MAVEN_OPTS=-Dunderstudy.rounds=3} makes it shorter.
 */
public final class StepCost {
  private static final int ROUNDS = Integer.getInteger("understudy.rounds", 10);

  private static final Duration REST = Duration.ofSeconds(30);

  /** Of steps that last so long, what is measured in one round. */
  private record Lane(Duration step, int tasks, int steps, int rounds) {}

  private static final List<Lane> LANES = List.of(
      new Lane(Duration.ofMillis(10), 5, 100, ROUNDS),
      new Lane(Duration.ofSeconds(1), 10, 5, ROUNDS),
      new Lane(Duration.ofMinutes(1), 20, 1, 1));

  /** What one round took. */
  private record Taken(double millis, double cpuMillis, double requests) {}

  /** Takes its time. */
  @ActivityInterface
  public interface Step {
    void take(long millis);
  }

  /** Takes steps. */
  @WorkflowInterface
  public interface Walk {
    /** Returns how long they took, in milliseconds. */
    @WorkflowMethod
    long walk(long millis, int steps, int attempts);
  }

  public static final class WalkImpl implements Walk {
    @Override
    public long walk(long millis, int steps, int attempts) {
      Step step = Workflow.newActivityStub(
          Step.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(5))
              .setRetryOptions(
                  RetryOptions.newBuilder().setMaximumAttempts(attempts).build())
              .build());
      long begun = Workflow.currentTimeMillis();
      for (int number = 0; number < steps; number++) {
        step.take(millis);
      }
      return Workflow.currentTimeMillis() - begun;
    }
  }

  private static final class StepImpl implements Step {
    @Override
    public void take(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final Embedded embedded;
  private int tasks;

  private StepCost(Embedded embedded) {
    this.embedded = embedded;
  }

  public static void main(String[] args) throws Exception {
    try (Embedded embedded = new Embedded(on -> {
      on.registerWorkflowImplementationTypes(WalkImpl.class);
      on.registerActivitiesImplementations(new StepImpl());
    })) {
      StepCost cost = new StepCost(embedded);
      Lane short10 = LANES.get(0);
      cost.round(short10, true);
      cost.round(short10, false);
      System.out.printf("on %s%n", Embedded.machine());
      cost.rest();
      for (Lane lane : LANES) {
        cost.measure(lane);
      }
    }
  }

  private void rest() throws InterruptedException {
    Thread.sleep(REST.toMillis()); // what ran before is struck from the ledger
    long before = embedded.requests();
    Thread.sleep(REST.toMillis());
    System.out.printf(
        Locale.ROOT,
        "at rest    %.2f requests a second%n",
        (double) (embedded.requests() - before) / REST.toSeconds());
  }

  private void measure(Lane lane) {
    List<Taken> with = new ArrayList<>();
    List<Taken> without = new ArrayList<>();
    for (int round = 0; round < lane.rounds(); round++) {
      with.add(round(lane, true));
      without.add(round(lane, false));
    }
    double plain = print(lane, "without", without);
    double median = print(lane, "ledger", with);
    System.out.printf(
        Locale.ROOT,
        "%-10s %+.2f %%, load average %.1f%n",
        lane.step(),
        100 * (median / plain - 1),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Returns the median. */
  private static double print(Lane lane, String way, List<Taken> rounds) {
    Spread millis = Spread.of(rounds.stream().map(Taken::millis).toList());
    System.out.printf(
        Locale.ROOT,
        "%-10s %-8s %s, %.2f ms of a core, %.2f requests a step%n",
        lane.step(),
        way,
        millis,
        Spread.of(rounds.stream().map(Taken::cpuMillis).toList()).median(),
        Spread.of(rounds.stream().map(Taken::requests).toList()).median());
    return millis.median();
  }

  private Taken round(Lane lane, boolean isInLedger) {
    long requests = embedded.requests();
    long cpu = cpuNanos();
    List<CompletableFuture<Long>> walks = IntStream.range(0, lane.tasks())
        .mapToObj(number -> WorkflowClient.execute(
            embedded.task(Walk.class, "step-cost-" + tasks++)::walk,
            lane.step().toMillis(),
            lane.steps(),
            isInLedger ? 0 : 1))
        .toList();
    long millis = walks.stream().mapToLong(CompletableFuture::join).sum();
    double steps = lane.tasks() * lane.steps();
    return new Taken(
        millis / steps, (cpuNanos() - cpu) / 1e6 / steps, (embedded.requests() - requests) / steps);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
