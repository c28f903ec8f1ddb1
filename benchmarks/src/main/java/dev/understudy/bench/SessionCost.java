package dev.understudy.bench;

import dev.understudy.session.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a session costs a task: the same steps with a session and a checkpoint before each, with a
 * status before each as well, and in plain Temporal. One operation is one step of 5 ms.
 */
public final class SessionCost {
  private static final int STEPS = 200;
  private static final int ROUNDS = 5;

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
    void walk(String way, int steps);
  }

  public static final class WalkImpl implements Walk {
    private final Step step = Workflow.newActivityStub(
        Step.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public void walk(String way, int steps) {
      if (way.equals("plain")) {
        for (int number = 0; number < steps; number++) {
          step.take();
        }
        return;
      }
      SessionSpec spec = SessionSpec.on("room-" + Workflow.getInfo().getWorkflowId())
          .as("walker")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofMinutes(1)));
      AgentSession.attend(spec, session -> {
        for (int number = 0; number < steps; number++) {
          session.checkpoint();
          if (way.equals("status")) {
            session.status("step " + number);
          }
          step.take();
        }
        return "done";
      });
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
      List<String> ways = List.of("plain", "session", "status");
      ways.forEach(way -> walk(embedded, way, "warm-up-" + way));
      System.out.printf(
          "%d rounds of %d steps on %s, interleaved%n", ROUNDS, STEPS, Embedded.machine());
      print(ways, measured(embedded, ways));
      for (String way : ways) {
        System.out.printf("%-8s %d history events%n", way, events(embedded, way + "-0"));
      }
    }
  }

  private static List<List<Double>> measured(Embedded embedded, List<String> ways) {
    List<List<Double>> millis =
        ways.stream().map(way -> (List<Double>) new ArrayList<Double>()).toList();
    for (int round = 0; round < ROUNDS; round++) {
      for (int way = 0; way < ways.size(); way++) {
        millis.get(way).add(walk(embedded, ways.get(way), ways.get(way) + "-" + round));
      }
    }
    return millis;
  }

  private static void print(List<String> ways, List<List<Double>> millis) {
    double plain = Spread.of(millis.get(0)).median();
    for (int way = 0; way < ways.size(); way++) {
      Spread spread = Spread.of(millis.get(way));
      System.out.printf(
          Locale.ROOT,
          "%-8s per step %s, %+.1f %% of plain's median%n",
          ways.get(way),
          spread,
          100 * (spread.median() / plain - 1));
    }
  }

  private static double walk(Embedded embedded, String way, String id) {
    long begun = System.nanoTime();
    embedded.task(Walk.class, id).walk(way, STEPS);
    return (System.nanoTime() - begun) / 1e6 / STEPS;
  }

  private static long events(Embedded embedded, String id) {
    return embedded.client().fetchHistory(id).getEvents().size();
  }
}
