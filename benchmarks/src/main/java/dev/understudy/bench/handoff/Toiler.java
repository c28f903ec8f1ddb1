package dev.understudy.bench.handoff;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** An agent whose work is one long step, the way this project has it. */
@WorkflowInterface
public interface Toiler {
  @WorkflowMethod
  void work(String room);

  /** The task. */
  final class Impl implements Toiler {
    private final Toil steps = Workflow.newActivityStub(
        Toil.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofDays(1)).build());

    @Override
    public void work(String room) {
      AgentSession.attend(SessionSpec.on(room).as(AgentWatch.AGENT), session -> {
        session.status("toiling");
        steps.toil();
        return "done";
      });
    }
  }

  /** The step. */
  final class Step implements Toil {
    @Override
    public void toil() {
      try {
        while (true) {
          Toil.tick();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CancellationException("told to stop");
      }
    }
  }
}
