package dev.understudy.session;

import dev.understudy.presence.LeaveReason;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

public final class StepTaskImpl implements StepTask {
  /** Stands for a bug that a later deployment mends. */
  static volatile boolean isBroken;

  /** Another one, which is in the way once. */
  static final AtomicBoolean STUMBLES = new AtomicBoolean();

  private int goOns = Workflow.getInfo().getContinuedExecutionRunId().isPresent() ? 1 : 0;

  @Override
  public String run(String channel, String ending) {
    if (ending.equals("show-first")) {
      return showFirst(SessionSpec.on(channel).as("runner"));
    }
    if (ending.equals("swallow")) {
      return AgentSession.attend(SessionSpec.on(channel).as("runner"), session -> swallow());
    }
    return AgentSession.attend(SessionSpec.on(channel).as("runner"), session -> {
      session.status("working", Map.of("ending", ending));
      Workflow.await(() -> goOns > 0);
      session.checkpoint();
      session.status("ending");
      return end(session, channel, ending);
    });
  }

  private String showFirst(SessionSpec spec) {
    return AgentSession.attend(spec.showing("reading", Map.of("page", 3)), session -> {
      Workflow.await(() -> goOns > 0);
      return "done";
    });
  }

  private String swallow() {
    try {
      Workflow.await(() -> goOns > 0);
    } catch (CanceledFailure swallowed) {
      return "done all the same";
    }
    return "done";
  }

  private String end(AgentSession session, String channel, String ending) {
    return switch (ending) {
      case "fail" -> throw ApplicationFailure.newNonRetryableFailure("no way", "task");
      case "continue" -> Workflow.newContinueAsNewStub(StepTask.class).run(channel, "complete");
      case "continue-when-told" -> continueWhenTold(channel, "complete");
      case "continue-to-patrol" ->
        Workflow.newContinueAsNewStub(StepTask.class).run(channel, "patrol");
      case "continue-to-come-back" ->
        Workflow.newContinueAsNewStub(StepTask.class).run(channel, "come-back");
      case "come-back" -> comeBack(session, channel);
      case "patrol" -> patrol(session);
      case "trip" -> trip();
      case "publish" -> publish(session, "result");
      case "show-often" -> showOften(session);
      case "publish-much-and-stumble" -> publishMuch(session);
      case "publish-as-ours" -> publish(session, "understudy.status");
      case "publish-and-continue" -> {
        publish(session, "plan");
        yield Workflow.newContinueAsNewStub(StepTask.class).run(channel, "publish");
      }
      default -> "done";
    };
  }

  private String continueWhenTold(String channel, String ending) {
    Workflow.await(() -> goOns > 1);
    return Workflow.newContinueAsNewStub(StepTask.class).run(channel, ending);
  }

  private String comeBack(AgentSession session, String channel) {
    session.close(LeaveReason.COMPLETED);
    return AgentSession.attend(SessionSpec.on(channel).as("runner"), again -> {
      again.status("back");
      Workflow.await(() -> goOns > 1);
      return "done";
    });
  }

  private static String showOften(AgentSession session) {
    for (int number = 0; number < 100; number++) {
      session.status(String.valueOf(number));
    }
    Workflow.sleep(Duration.ofSeconds(10));
    return "done";
  }

  private static String publish(AgentSession session, String name) {
    session.publish(name, Map.of("pages", 3));
    session.publish("note", "plain");
    return "done";
  }

  /** Its workflow task is lost after the twentieth message, when a bug is in the way, and runs again. */
  private static String publishMuch(AgentSession session) {
    for (int number = 1; number <= 60; number++) {
      session.publish("message", number);
      if (number == 20 && STUMBLES.compareAndSet(true, false)) {
        throw new IllegalStateException("a bug");
      }
    }
    return "done";
  }

  private static String trip() {
    if (isBroken) {
      throw new IllegalStateException("a bug");
    }
    return "done";
  }

  private static String patrol(AgentSession session) {
    while (true) {
      session.checkpoint();
      Workflow.sleep(Duration.ofSeconds(1));
    }
  }

  @Override
  public void goOn() {
    goOns++;
  }
}
