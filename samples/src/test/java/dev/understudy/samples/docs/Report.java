package dev.understudy.samples.docs;

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
import java.util.List;
import java.util.Map;

/** The task that docs/testing.md tests. */
@WorkflowInterface
public interface Report {
  @WorkflowMethod
  String write(String room, List<String> topics);

  /** Its steps. */
  @ActivityInterface
  interface Steps {
    String read(String topic);
  }

  /** Writes it. */
  final class ReportImpl implements Report {
    private final Steps steps = Workflow.newActivityStub(
        Steps.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .build());

    @Override
    public String write(String room, List<String> topics) {
      SessionSpec spec = SessionSpec.on(room)
          .as("writer")
          .whenAbandoned(
              Abandonment.pauseAfter(Duration.ofSeconds(30)).giveUpAfter(Duration.ofHours(24)));
      return AgentSession.attend(spec, session -> write(session, topics));
    }

    private String write(AgentSession session, List<String> topics) {
      StringBuilder text = new StringBuilder();
      for (String topic : topics) {
        session.checkpoint();
        session.status("reading", Map.of("topic", topic));
        text.append(steps.read(topic));
      }
      Verdict verdict = session.ask("Publish?", Audience.users("alice"), Duration.ofDays(2));
      if (verdict instanceof Verdict.Approved) {
        session.publish("report", text.toString());
      }
      return text.toString();
    }
  }
}
