package dev.understudy.bench;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.understudy.audience.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a session costs a task: the same steps with a session and a checkpoint before each, with a
 * status before each as well, and in plain Temporal. One operation is one step of 5 ms, from the first's
 * beginning to the last's end by the workflow's clock; what it takes to enter and to leave, once for a
 * task, is told apart.
 *
 * <p>A server takes its own time to dispatch a step, which may hide what a session costs: so the workflow
 * tasks, where all of that cost lies, are timed by the history as well. Of more than fifteen statuses a second
 * only the newest are shown, since they have to wait for their turn with Ably; no step waits with them.
 */
public final class SessionCost {
  private static final int STEPS = 100;
  private static final int ROUNDS = 20;
  private static final List<String> WAYS = List.of("plain", "session", "status");

  private SessionCost() {}

  /** Takes 5 ms. */
  @ActivityInterface
  public interface Step {
    void take();
  }

  /** Takes steps. */
  @WorkflowInterface
  public interface Walk {
    @WorkflowMethod
    long walk(String way, int steps);
  }

  public static final class WalkImpl implements Walk {
    private final Step step = Workflow.newActivityStub(
        Step.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public long walk(String way, int steps) {
      if (way.equals("plain")) {
        return timed(steps, number -> step.take());
      }
      SessionSpec spec = SessionSpec.on("room-" + Workflow.getInfo().getWorkflowId())
          .as("walker")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofMinutes(1)));
      return AgentSession.attend(
          spec,
          session -> timed(steps, number -> {
            session.checkpoint();
            if (way.equals("status")) {
              session.status("step " + number);
            }
            step.take();
          }));
    }

    private static long timed(int steps, IntConsumer step) {
      long begun = Workflow.currentTimeMillis();
      for (int number = 0; number < steps; number++) {
        step.accept(number);
      }
      return Workflow.currentTimeMillis() - begun;
    }
  }

  private static final class StepImpl implements Step {
    @Override
    public void take() {
      try {
        Thread.sleep(5);
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
      }
    }
  }

  public static void main(String[] args) {
    try (Embedded embedded = new Embedded(on -> {
      on.registerWorkflowImplementationTypes(WalkImpl.class);
      on.registerActivitiesImplementations(new StepImpl());
    })) {
      WAYS.forEach(way -> walk(embedded, way, "warm-up-" + way));
      System.out.printf(
          "%d rounds of %d steps on %s, interleaved%n", ROUNDS, STEPS, Embedded.machine());
      Map<String, List<Walked>> walked = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (String way : WAYS) {
          walked
              .computeIfAbsent(way, first -> new ArrayList<>())
              .add(walk(embedded, way, way + "-" + round));
        }
      }
      double plain =
          spread(walked.getOrDefault("plain", List.of()), Walked::perStep).median();
      walked.forEach((way, rounds) -> print(way, rounds, plain));
      WAYS.forEach(way -> printHistories(embedded, way));
    }
  }

  /** How long one task took, in milliseconds. */
  private record Walked(double perStep, double besides) {}

  private static Walked walk(Embedded embedded, String way, String id) {
    long begun = System.nanoTime();
    long steps = embedded.task(Walk.class, id).walk(way, STEPS);
    double all = (System.nanoTime() - begun) / 1e6;
    return new Walked((double) steps / STEPS, all - steps);
  }

  private static void print(String way, List<Walked> rounds, double plain) {
    Spread perStep = spread(rounds, Walked::perStep);
    System.out.printf(
        Locale.ROOT,
        "%-8s per step %s, %+.1f %% of plain's median%n",
        way,
        perStep,
        100 * (perStep.median() / plain - 1));
    System.out.printf("%-8s besides, per task %s%n", way, spread(rounds, Walked::besides));
  }

  private static Spread spread(List<Walked> rounds, Function<Walked, Double> figure) {
    return Spread.of(rounds.stream().map(figure).toList());
  }

  private static void printHistories(Embedded embedded, String way) {
    List<List<HistoryEvent>> histories = IntStream.range(0, ROUNDS)
        .mapToObj(round -> embedded.client().fetchHistory(way + "-" + round).getEvents())
        .toList();
    System.out.printf(
        Locale.ROOT,
        "%-8s a workflow task %s, %.2f history events a step%n",
        way,
        Spread.of(histories.stream().flatMap(SessionCost::workflowTasks).toList()),
        (double) histories.get(0).size() / STEPS);
  }

  /** How long each workflow task took from its start to its completion, in milliseconds. */
  private static Stream<Double> workflowTasks(List<HistoryEvent> history) {
    return IntStream.range(1, history.size())
        .filter(number ->
            history.get(number).getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .mapToObj(number -> Durations.toNanos(Timestamps.between(
                history.get(number - 1).getEventTime(), history.get(number).getEventTime()))
            / 1e6);
  }
}
