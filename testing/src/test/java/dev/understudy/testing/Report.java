package dev.understudy.testing;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.Verdict;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A task for tests: writes, asks, and publishes. */
@WorkflowInterface
public interface Report {
  @WorkflowMethod
  String write(String room);

  /** Its steps. */
  @ActivityInterface
  interface Steps {
    String draft(String room);
  }

  /** Does it. */
  final class Impl implements Report {
    private final Steps steps = Workflow.newActivityStub(
        Steps.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public String write(String room) {
      SessionSpec spec = SessionSpec.on(room)
          .as("writer")
          .whenAbandoned(
              Abandonment.pauseAfter(Duration.ofSeconds(30)).giveUpAfter(Duration.ofHours(24)));
      return AgentSession.attend(spec, this::write);
    }

    private String write(AgentSession session) {
      session.status("drafting");
      String draft = steps.draft("fish");
      session.checkpoint();
      session.sleep(Duration.ofMinutes(10));
      Verdict verdict = session.ask("Publish this?", Audience.users("alice"), Duration.ofDays(30));
      if (verdict instanceof Verdict.Approved) {
        session.publish("report", draft);
      }
      return draft;
    }
  }
}
