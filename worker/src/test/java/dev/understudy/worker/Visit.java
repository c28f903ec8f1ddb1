package dev.understudy.worker;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.Verdict;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A task of the contract for sessions: does in one what it is told, and pauses at once when nobody is there. */
@WorkflowInterface
public interface Visit {
  @WorkflowMethod
  String pay();

  /** {@code done}, {@code fail}, {@code again}, {@code ask}, or what to show. */
  @SignalMethod
  void tell(String order);

  final class VisitImpl implements Visit {
    private final Deque<String> orders = new ArrayDeque<>();

    @Override
    public String pay() {
      SessionSpec spec = SessionSpec.on("room:42")
          .as("guest")
          .showing("arriving")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ZERO));
      return AgentSession.attend(spec, session -> {
        while (true) {
          Workflow.await(() -> !orders.isEmpty() || session.isPaused());
          session.checkpoint();
          String order = orders.isEmpty() ? "" : orders.remove();
          switch (order) {
            case "" -> {}
            case "done" -> {
              return "done";
            }
            case "fail" -> throw ApplicationFailure.newNonRetryableFailure("no way", "visit");
            case "again" -> Workflow.newContinueAsNewStub(Visit.class).pay();
            case "ask" -> publishIfApproved(session);
            default -> session.status(order);
          }
        }
      });
    }

    private static void publishIfApproved(AgentSession session) {
      Verdict verdict = session.ask("Publish?", Audience.users("alice"), Duration.ofHours(1));
      if (verdict instanceof Verdict.Approved approved) {
        session.publish("report", "approved by " + approved.by());
      }
    }

    @Override
    public void tell(String order) {
      orders.add(order);
    }
  }
}
