package dev.understudy.session;

import dev.understudy.presence.LeaveReason;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A task for tests that opens and closes its sessions itself: what it does is told by the part it plays. */
@WorkflowInterface
public interface Closing {
  @WorkflowMethod
  String play(String part);

  @SignalMethod
  void goOn();

  /** Plays it. */
  final class Impl implements Closing {
    private static final SessionSpec READER = SessionSpec.on("room:42").as("reader");

    private boolean mayGoOn;
    private boolean isClosing;

    @Override
    public String play(String part) {
      return switch (part) {
        case "wait-at-a-checkpoint" -> waitAtACheckpoint();
        case "rest-after-the-end" -> restAfterTheEnd();
        case "open-while-closing" -> openWhileClosing();
        case "continue-without-a-part" -> continueWithoutAPart();
        default -> throw new IllegalArgumentException(part);
      };
    }

    private String waitAtACheckpoint() {
      AgentSession session = AgentSession.open(READER);
      Workflow.await(() -> mayGoOn);
      session.checkpoint();
      session.close(LeaveReason.COMPLETED);
      return "done";
    }

    private static String restAfterTheEnd() {
      AgentSession session = AgentSession.open(READER);
      Duration before = session.activeTime();
      session.close(LeaveReason.COMPLETED);
      Workflow.sleep(Duration.ofSeconds(2));
      return session.activeTime().minus(before).toSeconds() + " s more";
    }

    /** The second reader waits in its session for the first one's end; each waits to be seen before it ends. */
    private String openWhileClosing() {
      AgentSession session = AgentSession.open(READER);
      Workflow.await(() -> mayGoOn);
      mayGoOn = false;
      Promise<Void> closed = Async.procedure(() -> {
        isClosing = true;
        session.close(LeaveReason.COMPLETED);
      });
      Workflow.await(() -> isClosing);
      return AgentSession.attend(READER, again -> {
        closed.get();
        Workflow.await(() -> mayGoOn);
        return "done";
      });
    }

    /** Gives up a part of its work, and ends its run as soon as it is told that it is cancelled. */
    private String continueWithoutAPart() {
      if (Workflow.getInfo().getContinuedExecutionRunId().isPresent()) {
        return AgentSession.attend(READER, session -> {
          Workflow.await(() -> mayGoOn);
          return "went on";
        });
      }
      CancellationScope part = Workflow.newCancellationScope(() -> {
        var unused = Async.function(this::help).handle((helped, cancelled) -> null);
      });
      part.run();
      AgentSession.open(READER);
      part.cancel("not needed");
      TaskState task = TaskState.ofThisTask();
      Workflow.await(() -> task.course().ordered().cancelledBy().isPresent());
      return Workflow.newContinueAsNewStub(Closing.class).play("continue-without-a-part");
    }

    private String help() {
      return AgentSession.attend(SessionSpec.on("room:7").as("helper"), helper -> {
        Workflow.await(() -> mayGoOn);
        return "done";
      });
    }

    @Override
    public void goOn() {
      mayGoOn = true;
    }
  }
}
