package dev.understudy.session;

import dev.understudy.audience.Abandonment;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * A task for tests that continues as new, and whose second run fails until Temporal has started it a second
 * time. It goes on from one to the next when it is told.
 */
@WorkflowInterface
public interface Stubborn {
  @WorkflowMethod
  String run(int more);

  @SignalMethod
  void goOn();

  /** Does so. */
  final class Impl implements Stubborn {
    static final RetryOptions AGAIN =
        RetryOptions.newBuilder().setInitialInterval(Duration.ofSeconds(1)).build();

    private boolean mayGoOn;

    @Override
    public String run(int more) {
      SessionSpec mule = SessionSpec.on("room:42")
          .as("mule")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofHours(1)));
      return AgentSession.attend(mule, session -> {
        session.status("run %d, attempt %d".formatted(more, Workflow.getInfo().getAttempt()));
        Workflow.await(() -> mayGoOn);
        if (more > 0) {
          Workflow.newContinueAsNewStub(
                  Stubborn.class,
                  ContinueAsNewOptions.newBuilder().setRetryOptions(AGAIN).build())
              .run(more - 1);
        }
        if (Workflow.getInfo().getAttempt() == 1) {
          throw ApplicationFailure.newFailure("not at the first attempt", "stubborn");
        }
        session.checkpoint();
        return "took " + session.takeMessage().map(Steering::text).orElse("nothing");
      });
    }

    @Override
    public void goOn() {
      mayGoOn = true;
    }
  }
}
