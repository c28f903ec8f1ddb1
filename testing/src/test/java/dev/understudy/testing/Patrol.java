package dev.understudy.testing;

import dev.understudy.audience.Abandonment;
import dev.understudy.presence.LeaveReason;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A task for tests that does what it is told, in a session, after a step. */
@WorkflowInterface
public interface Patrol {
  @WorkflowMethod
  void walk(String room, String agent);

  /** {@code done}, {@code fail}, {@code again}, {@code forget}, {@code ask}, or a status. */
  @SignalMethod
  void tell(String order);

  /** Its step. */
  @ActivityInterface
  interface Gate {
    void pass();
  }

  /** Walks. */
  final class Impl implements Patrol {
    private final Deque<String> orders = new ArrayDeque<>();
    private final Gate gate = Workflow.newActivityStub(
        Gate.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofDays(2)).build());

    @Override
    public void walk(String room, String agent) {
      gate.pass();
      if (room.isEmpty()) {
        Workflow.await(() -> false);
      }
      AgentSession session = AgentSession.open(SessionSpec.on(room)
          .as(agent)
          .showing("walking")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofSeconds(30))));
      while (true) {
        Workflow.await(() -> !orders.isEmpty() || session.isPaused());
        session.checkpoint();
        if (!orders.isEmpty() && obey(session, orders.remove(), room, agent)) {
          return;
        }
      }
    }

    private static boolean obey(AgentSession session, String order, String room, String agent) {
      switch (order) {
        case "done" -> session.close(LeaveReason.COMPLETED);
        case "fail" -> {
          session.close(LeaveReason.FAILED);
          throw ApplicationFailure.newNonRetryableFailure("lost the way", "way");
        }
        case "again" -> Workflow.newContinueAsNewStub(Patrol.class).walk(room, agent);
        case "forget" -> {}
        default -> {
          session.status(order);
          return false;
        }
      }
      return true;
    }

    @Override
    public void tell(String order) {
      orders.add(order);
    }
  }
}
