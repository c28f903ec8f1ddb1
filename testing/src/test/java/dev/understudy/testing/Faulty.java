package dev.understudy.testing;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A task for tests with a bug. */
@WorkflowInterface
public interface Faulty {
  /** {@code at once}, {@code in an hour}, {@code when told}, {@code after a pause} or {@code in a step}. */
  @WorkflowMethod
  String err(String when);

  @SignalMethod
  void tell();

  /** Its step. */
  @ActivityInterface
  interface Steps {
    String tryIt();
  }

  /** Errs. */
  final class Impl implements Faulty {
    /** Whether the bug is there. Written by tests, which run one after the other. */
    static volatile boolean isMended;

    private final Steps steps = Workflow.newActivityStub(
        Steps.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    private boolean isTold;

    @Override
    public String err(String when) {
      return AgentSession.attend(SessionSpec.on("room:42").as("clumsy"), session -> {
        switch (when) {
          case "in a step" -> {
            return steps.tryIt();
          }
          case "in an hour" -> Workflow.sleep(Duration.ofHours(1));
          case "when told" -> Workflow.await(() -> isTold);
          case "after a pause" -> Workflow.await(session::isPaused);
          default -> {}
        }
        if (!isMended) {
          throw new IllegalStateException("no such page");
        }
        return "mended";
      });
    }

    @Override
    public void tell() {
      isTold = true;
    }
  }
}
