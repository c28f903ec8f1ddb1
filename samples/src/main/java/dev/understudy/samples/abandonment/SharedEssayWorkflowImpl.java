package dev.understudy.samples.abandonment;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.samples.essay.SectionWriter;
import dev.understudy.samples.essay.SectionWriter.Section;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.Steering;
import dev.understudy.session.Verdict;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * First writes as it likes, until a reader tells it how to go on; asks whether it may; and then goes
 * on, with less patience for readers who stay away.
 */
public final class SharedEssayWorkflowImpl implements SharedEssayWorkflow {
  private static final int LONGEST = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final SectionWriter writer = Workflow.newActivityStub(
      SectionWriter.class,
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  private final Map<String, Object> detail = new LinkedHashMap<>();
  private int sections;

  @Override
  public int write(Order order) {
    Audience readers = Audience.users("alice", "bob");
    Abandonment pausing = Abandonment.pauseAfter(Duration.ofMillis(order.graceMillis()));
    Abandonment givingUp = pausing.giveUpAfter(Duration.ofMillis(order.giveUpMillis()));
    SessionSpec spec = SessionSpec.on(order.session())
        .as("writer")
        .expecting(readers)
        .whenAbandoned(pausing.giveUpAfter(PATIENCE));

    return AgentSession.attend(spec, session -> {
      Steering wish = writeUntilSteered(session, order);
      detail.put("wish", wish.text());
      Verdict verdict = session.ask("Go on, " + wish.text() + "?", readers, PATIENCE);
      if (verdict instanceof Verdict.Approved approved) {
        detail.put("approvedBy", approved.by());
      }
      return session.expecting(readers, givingUp, () -> writeOn(session, order));
    });
  }

  private Steering writeUntilSteered(AgentSession session, Order order) {
    while (true) {
      writeSection(session, order);
      Optional<Steering> message = session.takeMessage();
      if (message.isPresent()) {
        return message.get();
      }
    }
  }

  private int writeOn(AgentSession session, Order order) {
    while (sections < LONGEST) {
      writeSection(session, order);
    }
    return sections;
  }

  private void writeSection(AgentSession session, Order order) {
    int number = sections + 1;
    detail.put("section", number);
    session.checkpoint();
    session.status("writing", detail);
    session.interruptible(() -> writer.write(new Section(order.desk(), number)));
    sections = number;
  }
}
