package dev.understudy.samples.essay;

import dev.understudy.samples.essay.SectionWriter.Section;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes section by section; each is a step that another worker takes over if this one dies. */
public final class EssayWorkflowImpl implements EssayWorkflow {
  // README begins here
  private final SectionWriter writer = Workflow.newActivityStub(
      SectionWriter.class,
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  private boolean longEnough;

  @Override
  public Essay write(Commission commission) {
    SessionSpec spec = SessionSpec.on(commission.session()).as(commission.agent());
    return AgentSession.attend(spec, session -> {
      List<String> sections = new ArrayList<>();
      while (!longEnough && sections.size() < commission.longest()) {
        int number = sections.size() + 1;
        session.checkpoint();
        session.status("writing", Map.of("section", number));
        sections.add(writer.write(new Section(commission.desk(), number)));
      }
      return new Essay(sections);
    });
  }

  @Override
  public void wrapUp() {
    longEnough = true;
  }
  // README ends here
}
