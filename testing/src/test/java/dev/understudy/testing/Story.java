package dev.understudy.testing;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A task for tests whose step shows and writes, in a session if there is one. */
@WorkflowInterface
public interface Story {
  @WorkflowMethod
  String tell(String room);

  /** Its step. */
  @ActivityInterface
  interface Steps {
    String write();
  }

  /** Tells. */
  final class Impl implements Story {
    private final Steps steps = Workflow.newActivityStub(
        Steps.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public String tell(String room) {
      return room.isEmpty()
          ? steps.write()
          : AgentSession.attend(SessionSpec.on(room).as("writer"), session -> steps.write());
    }
  }
}
