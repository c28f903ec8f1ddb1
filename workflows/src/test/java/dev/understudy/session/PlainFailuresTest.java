package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.LeaveReason;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.Stay;
import dev.understudy.testing.TestTask;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks whose worker says that plain exceptions fail them; each test ends in a replay. */
class PlainFailuresTest {
  private static final String TASK = "thrower-1";

  private final SessionTest test = SessionTest.forWorkflow()
      .registering(worker -> worker.registerWorkflowImplementationTypes(
          WorkflowImplementationOptions.newBuilder()
              .setFailWorkflowExceptionTypes(IllegalStateException.class, IOException.class)
              .build(),
          ThrowerImpl.class))
      .open();

  /** Throws what it is told to. */
  @WorkflowInterface
  public interface Thrower {
    @WorkflowMethod
    String run(String what);

    @SignalMethod
    void goOn();
  }

  public static final class ThrowerImpl implements Thrower {
    private boolean mayGoOn;

    @Override
    public String run(String what) {
      return AgentSession.attend(SessionSpec.on("room:42").as("thrower"), session -> {
        session.status("about to throw");
        Workflow.await(() -> mayGoOn);
        return switch (what) {
          case "unchecked" -> throw new IllegalStateException("thrown");
          case "checked" -> throw Workflow.wrap(new IOException("thrown"));
          default -> Workflow.newContinueAsNewStub(Thrower.class).run("unchecked");
        };
      });
    }

    @Override
    public void goOn() {
      mayGoOn = true;
    }
  }

  @AfterEach
  void replayAndStop() {
    test.close();
  }

  private TestTask start(String what) {
    return test.task(TASK).start(Thrower.class, thrower -> thrower.run(what));
  }

  private void failsAndLeaves(TestTask task) {
    task.stub().signal("goOn");

    assertThatThrownBy(() -> task.result(String.class)).hasStackTraceContaining("thrown");
    assertThat(test.room("room:42").agent("thrower").stays())
        .singleElement()
        .extracting(Stay::leftAs)
        .isEqualTo(Optional.of(LeaveReason.FAILED));
  }

  @Test
  void anAgentLeavesAtOnceAsFailed() {
    failsAndLeaves(start("unchecked"));
  }

  @Test
  void anAgentLeavesAtOnceAsFailedForACheckedOne() {
    failsAndLeaves(start("checked"));
  }

  @Test
  void anAgentStaysWhenTheTaskContinuesAsNewAllTheSame() {
    TestTask task = start("continue");
    task.stub().signal("goOn");
    test.settle();

    failsAndLeaves(task);
  }
}
