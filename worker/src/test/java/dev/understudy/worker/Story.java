package dev.understudy.worker;

import dev.understudy.audience.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;

/** Takes one step as an agent. */
@WorkflowInterface
public interface Story {
  @WorkflowMethod
  String tell(String step);

  final class StoryImpl implements Story {
    private final Writing steps = Workflow.newActivityStub(
        Writing.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    /** Those that nobody beats for. */
    private final Writing quietSteps = Workflow.newActivityStub(
        Writing.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .setHeartbeatTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public String tell(String step) {
      SessionSpec spec = SessionSpec.on("room:42").as("writer");
      Abandonment abandonment = Abandonment.cancelAfter(Duration.ofSeconds(1));
      boolean isForPeople = step.equals("begin for people");
      return AgentSession.attend(isForPeople ? spec.whenAbandoned(abandonment) : spec, session -> {
        session.publish("plan", Map.of("step", step, "pages", 3));
        take(step);
        session.publish("result", "done");
        return "done";
      });
    }

    private void take(String step) {
      switch (step) {
        case "stumble" -> steps.stumble();
        case "large" -> steps.large();
        case "rush" -> steps.rush();
        case "fail" -> steps.fail();
        case "entrust" -> quietSteps.entrust();
        case "usurp" -> steps.usurp();
        default -> steps.begin();
      }
    }
  }
}
