package dev.understudy.worker;

import dev.understudy.audience.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.step.OutputPlace;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

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
        take(session, step);
        session.publish("result", "done");
        return "done";
      });
    }

    private void take(AgentSession session, String step) {
      switch (step) {
        case "interrupt" -> interrupt(session);
        case "fall back" -> fallBack(() -> steps.word("instead "));
        case "fall silent" -> {
          fallBack(steps::keepSilent);
          steps.begin();
        }
        case "stumble" -> steps.stumble();
        case "large" -> steps.large();
        case "rush" -> steps.rush();
        case "until reset" -> steps.untilReset();
        case "fail" -> steps.fail();
        case "entrust" -> quietSteps.entrust();
        case "usurp" -> steps.usurp();
        default -> steps.begin();
      }
    }

    /** The first time with one step more than later, and beside a step that no pause concerns. */
    private void interrupt(AgentSession session) {
      Promise<Void> beside = Async.procedure(steps::word, "beside ");
      AtomicInteger times = new AtomicInteger();
      session.interruptible(() -> {
        beside.get();
        if (times.incrementAndGet() == 1) {
          steps.word("lost ");
        }
        session.interruptible(() -> insist());
        return "done";
      });
      steps.word("after ");
    }

    private String insist() {
      Async.procedure(steps::insist).get();
      return "done";
    }

    private void fallBack(Runnable instead) {
      OutputPlace place = new OutputPlace();
      try {
        place.fill(() -> {
          steps.word("lost ");
          steps.fail();
          return "whole";
        });
      } catch (ActivityFailure failedForGood) {
        place.fill(() -> {
          instead.run();
          return "short";
        });
      }
    }
  }
}
