package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LateTimerTest {
  private static final Duration BETWEEN = Duration.ofMillis(50);

  @RegisterExtension
  final SessionTestExtension sessions =
      SessionTestExtension.of(SessionTest.forWorkflow(SnoozeImpl.class));

  /** Has two alarms that are as good as one. */
  @WorkflowInterface
  public interface Snooze {
    @WorkflowMethod
    String sleep();
  }

  public static final class SnoozeImpl implements Snooze {
    @Override
    public String sleep() {
      Promise<?>[] second = new Promise<?>[1];
      CancellationScope scope = Workflow.newCancellationScope(
          () -> second[0] = Workflow.newTimer(Duration.ofSeconds(10).plus(BETWEEN)));
      scope.run();
      Workflow.sleep(Duration.ofSeconds(10));
      if (!second[0].isCompleted()) {
        letTheSecondFire();
        scope.cancel();
      }
      Workflow.newDetachedCancellationScope(() -> Workflow.sleep(Duration.ofSeconds(1)))
          .run();
      return second[0].getFailure() == null ? "fired" : "cancelled";
    }

    /** In the middle of the workflow task that cancels it. */
    private static void letTheSecondFire() {
      CompletableFuture.runAsync(
              () -> {},
              CompletableFuture.delayedExecutor(2 * BETWEEN.toMillis(), TimeUnit.MILLISECONDS))
          .join();
    }
  }

  @Test
  void firesThoughItIsCancelledByThen(SessionTest test) {
    TestTask task = test.start(Snooze.class, Snooze::sleep);

    test.skip(Duration.ofMinutes(1));

    assertThat(task.result(String.class)).isEqualTo("fired");
  }
}
