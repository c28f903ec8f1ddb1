package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What would hold a task for ever fails the test within seconds. */
@Timeout(30)
class BugsTest {
  private static final String HELD =
      "task-1 is held by a bug in its code, in production until it is mended: IllegalStateException: no such page:"
          + " throw an ApplicationFailure to let it fail, or ask isHeld() if it is to be held";

  private final AtomicInteger attempts = new AtomicInteger();
  private int failures = Integer.MAX_VALUE;

  @RegisterExtension
  final SessionTestExtension sessions = SessionTestExtension.of(
      SessionTest.forWorkflow(Faulty.Impl.class).withSteps((Faulty.Steps) this::tryIt));

  private SessionTest test;

  private String tryIt() {
    if (attempts.incrementAndGet() <= failures) {
      throw new IllegalStateException("the model is away");
    }
    return "done";
  }

  @BeforeEach
  void enter(SessionTest opened) {
    test = opened;
    Faulty.Impl.isMended = false;
  }

  private TestTask err(String when) {
    return test.start(Faulty.class, faulty -> faulty.err(when));
  }

  private static AbstractThrowableAssert<?, ?> assertFails(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(AssertionError.class);
  }

  @Nested
  class InItsCode {
    @Test
    void failsTheStart() {
      assertFails(() -> err("at once"))
          .hasMessage(HELD)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasStackTraceContaining("Faulty$Impl");
    }

    @Test
    void failsASkip() {
      var unused = err("in an hour");

      assertFails(() -> test.skip(Duration.ofDays(1))).hasMessage(HELD);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void failsTheWaitForAResult() {
      TestTask task = err("in an hour");

      assertFails(() -> task.result(String.class)).hasMessage(HELD);
    }

    @Test
    void failsAnOrder() {
      TestTask task = err("after a pause");

      assertFails(() -> task.pause("alice", "lunch")).hasMessage(HELD);
    }

    /** More than once: a signal may come in the middle of a workflow task, and be hidden by the server's count. */
    @RepeatedTest(5)
    void failsALook() {
      TestTask task = err("when told");
      task.stub().signal("tell");

      assertFails(() -> test.room("room:42").story()).hasMessage(HELD);
    }

    @Test
    void isExpectedByWhoAsksForIt() {
      TestTask task = triedAgainSoon("when told");
      assertThat(task.isHeld()).isFalse();
      task.stub().signal("tell");

      assertThat(task.isHeld()).isTrue();
      test.room("room:42").enters("alice");
      Faulty.Impl.isMended = true;
      assertThat(task.result(String.class)).isEqualTo("mended");
    }

    /** Temporal runs the code of a task that is held anew when its workflow task has timed out. */
    private TestTask triedAgainSoon(String when) {
      WorkflowOptions options = WorkflowOptions.newBuilder()
          .setWorkflowId("task-1")
          .setTaskQueue(test.taskQueue())
          .setWorkflowTaskTimeout(Duration.ofSeconds(1))
          .build();
      var unused = test.client().newUntypedWorkflowStub("Faulty", options).start(when);
      return test.task("task-1");
    }

    @Test
    void mayHoldATaskUntilItsTestIsOver() {
      TestTask task = err("when told");
      task.stub().signal("tell");

      assertThat(task.isHeld()).isTrue();
    }
  }

  @Nested
  class OfASetup {
    @Test
    void whoseWorkflowIsMissing() {
      assertFails(() -> test.start(Report.class, report -> report.write("room:42")))
          .hasMessageStartingWith(
              "task-1 has no code to run: Error: Unknown workflow type \"Report\"")
          .hasMessageEndingWith("name its class in SessionTest.forWorkflow");
    }

    @Test
    void whoseStepIsMissing() {
      SessionTest bare = SessionTest.forWorkflow(Faulty.Impl.class).open();
      try (bare) {
        assertFails(() -> bare.start(Faulty.class, faulty -> faulty.err("in a step")))
            .hasMessageStartingWith("task-1 takes a step that nobody has given to withSteps: "
                + "IllegalArgumentException: Activity Type \"TryIt\"");
      }
    }
  }

  @Nested
  class InAStep {
    @Test
    void endsTheWaitForAResult() {
      TestTask task = err("in a step");

      assertFails(() -> task.result(String.class))
          .hasMessageMatching(
              "step TryIt of task-1 has failed \\d{3} times while time passed:"
                  + " IllegalStateException: the model is away: let it come to an end, or limit its attempts");
    }

    @Test
    void failsNobodyWhileItIsOnlyTriedAgain() {
      failures = 90;
      TestTask task = err("in a step");
      test.skip(Duration.ofMinutes(1));
      assertThat(attempts).hasValueBetween(5, 8);

      assertThat(task.result(String.class)).isEqualTo("done");
    }

    @Test
    void mayLastForHoursOfASkip() {
      TestTask task = err("in a step");
      test.skip(Duration.ofHours(5));
      assertThat(attempts).hasValueGreaterThan(150);
      failures = 0;

      assertThat(task.result(String.class)).isEqualTo("done");
    }
  }
}
