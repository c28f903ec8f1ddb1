package dev.understudy.session;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

public final class ErrandImpl implements Errand {
  private boolean mayGoOn = Workflow.getInfo().getContinuedExecutionRunId().isPresent();

  @Override
  public String run(String channel, String ending) {
    return AgentSession.attend(SessionSpec.on(channel).as("runner"), session -> {
      session.status("working", Map.of("ending", ending));
      Workflow.await(() -> mayGoOn);
      session.checkpoint();
      session.status("ending");
      return end(session, channel, ending);
    });
  }

  private static String end(AgentSession session, String channel, String ending) {
    return switch (ending) {
      case "fail" -> throw ApplicationFailure.newNonRetryableFailure("no way", "errand");
      case "continue" -> Workflow.newContinueAsNewStub(Errand.class).run(channel, "complete");
      case "patrol" -> patrol(session);
      default -> "done";
    };
  }

  private static String patrol(AgentSession session) {
    while (true) {
      session.checkpoint();
      Workflow.sleep(Duration.ofSeconds(1));
    }
  }

  @Override
  public void goOn() {
    mayGoOn = true;
  }
}
