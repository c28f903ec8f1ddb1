package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.output.Rounds.Round;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AttemptNumber;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What steps are told of whose rounds they are scheduled in. */
class OutputPlaceTest {
  private static final String TASK = "fill";

  private final Map<String, StepAttempt> told = new ConcurrentHashMap<>();
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
          .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
              .setWorkerInterceptors(new StepNumbering(), new Hearing())
              .build())
          .build());
  private final Worker worker = temporal.newWorker(TASK);

  @ActivityInterface
  public interface Writing {
    void write(String name);
  }

  @WorkflowInterface
  public interface Fill {
    @WorkflowMethod
    void run(String how);
  }

  public static final class FillImpl implements Fill {
    private final Writing steps = Workflow.newActivityStub(
        Writing.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());
    private final OutputPlace place = new OutputPlace();

    @Override
    public void run(String how) {
      switch (how) {
        case "twice" -> twice();
        case "without a step" -> withoutAStep();
        case "side by side" -> place.fill(() -> sideBySide("a", "b"));
        case "within" -> within();
        default -> place.fill(nothing());
      }
    }

    @SuppressWarnings("NullAway") // what a caller in another language may give
    private static Functions.Func<Void> nothing() {
      return null;
    }

    private void twice() {
      steps.write("before");
      place.fill(() -> writes("a", "b"));
      steps.write("between");
      place.fill(() -> writes("c"));
      steps.write("after");
    }

    private void withoutAStep() {
      place.fill(() -> writes("a"));
      place.fill(() -> writes());
      place.end();
      steps.write("b");
      steps.write("c");
    }

    private boolean writes(String... names) {
      for (String name : names) {
        steps.write(name);
      }
      return true;
    }

    private boolean sideBySide(String first, String second) {
      Promise<Void> one = Async.procedure(steps::write, first);
      Promise<Void> other = Async.procedure(() -> {
        Workflow.sleep(Duration.ofSeconds(1));
        Workflow.newDetachedCancellationScope(() -> steps.write(second)).run();
      });
      return Promise.allOf(one, other).get() == null;
    }

    private void within() {
      place.fill(() -> {
        steps.write("outer");
        OutputPlace inner = new OutputPlace();
        inner.fill(() -> writes("a"));
        return inner.fill(() -> writes("b"));
      });
    }
  }

  private final class Hearing extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public ActivityOutput execute(ActivityInput input) {
          told.put(
              (String) input.getArguments()[0],
              StepNumbering.attempt(
                      input.getHeader(), GlobalDataConverter.get(), new AttemptNumber(1))
                  .orElseThrow());
          return super.execute(input);
        }
      };
    }
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private void fill(String how) {
    worker.registerWorkflowImplementationTypes(FillImpl.class);
    worker.registerActivitiesImplementations((Writing) name -> {});
    temporal.start();
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(TASK).setWorkflowId(TASK).build();
    temporal.getWorkflowClient().newWorkflowStub(Fill.class, options).run(how);
  }

  private StepAttempt heard(String step) {
    return Objects.requireNonNull(told.get(step));
  }

  private List<Round> rounds(String step) {
    return heard(step).rounds().all();
  }

  @Test
  void isFilledInALaterRoundWhicheverStepsItHas() throws Exception {
    fill("twice");

    assertThat(rounds("a")).isEqualTo(rounds("b")).hasSize(1).noneMatch(round -> isARepeat(round));
    assertThat(rounds("c")).singleElement().satisfies(round -> {
      assertThat(round.place()).isEqualTo(rounds("a").get(0).place());
      assertThat(round.number())
          .isGreaterThan(heard("b").step())
          .isLessThan(heard("c").step());
    });
    assertThat(List.of("before", "between", "after"))
        .allMatch(step -> rounds(step).isEmpty());
    WorkflowReplayer.replayWorkflowExecution(
        temporal.getWorkflowClient().fetchHistory(TASK), worker);
  }

  private static boolean isARepeat(Round round) {
    return round.number() > round.place();
  }

  @Test
  void isEmptyOnceTheTaskGoesOnIfItIsFilledAnewWithoutAStep() {
    fill("without a step");

    assertThat(rounds("b")).singleElement().satisfies(round -> {
      assertThat(round.place()).isEqualTo(rounds("a").get(0).place());
      assertThat(round).matches(OutputPlaceTest::isARepeat);
    });
    assertThat(rounds("c")).isEmpty();
  }

  @Test
  void isFilledByStepsThatRunSideBySide() {
    fill("side by side");

    assertThat(rounds("a")).isEqualTo(rounds("b")).hasSize(1);
  }

  @Test
  void liesWithinAnother() {
    fill("within");

    assertThat(rounds("a")).hasSize(2).startsWith(rounds("outer").get(0));
    assertThat(rounds("b").get(0)).isEqualTo(rounds("a").get(0));
    assertThat(rounds("b").get(1).place()).isEqualTo(rounds("a").get(1).place());
    assertThat(rounds("b").get(1).number()).isGreaterThan(rounds("a").get(1).number());
  }

  @Test
  void isNotFilledByNothing() {
    assertThatThrownBy(() -> fill("with nothing"))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("the work of a place must not be null");
  }
}
