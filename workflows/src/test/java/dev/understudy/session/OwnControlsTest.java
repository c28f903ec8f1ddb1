package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.refusal.Refusal;
import dev.understudy.testing.SessionTest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows with updates and queries of their own that are named like those of every session. */
class OwnControlsTest {
  @WorkflowInterface
  public interface Pausable {
    @WorkflowMethod(name = "pausable")
    void work();

    @UpdateMethod
    void pause();
  }

  public static final class PausableImpl implements Pausable {
    @Override
    public void work() {
      AgentSession.open(SessionSpec.on("room:42").as("runner"));
    }

    @Override
    public void pause() {}
  }

  @WorkflowInterface
  public interface Queried {
    @WorkflowMethod(name = "queried")
    void work();

    @QueryMethod
    String session();
  }

  public static final class QueriedImpl implements Queried {
    @Override
    public void work() {
      AgentSession.open(SessionSpec.on("room:42").as("runner"));
    }

    @Override
    public String session() {
      return "mine";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pausable: Update \"pause\"", "queried: Query \"session\""})
  void failAtOnceAndAreToldWhichName(String workflowAndName) {
    String[] words = workflowAndName.split(": ", 2);
    try (SessionTest test =
        SessionTest.forWorkflow(PausableImpl.class, QueriedImpl.class).open()) {
      WorkflowOptions options =
          WorkflowOptions.newBuilder().setTaskQueue(test.taskQueue()).build();
      WorkflowStub task = test.client().newUntypedWorkflowStub(words[0], options);
      task.start();

      assertThatThrownBy(() -> task.getResult(Void.class))
          .cause()
          .isInstanceOfSatisfying(ApplicationFailure.class, refusal -> {
            assertThat(refusal.getType()).isEqualTo(Refusal.TYPE);
            assertThat(refusal.getOriginalMessage())
                .contains("has one of its own: " + words[1] + " is already registered. Give yours");
          });
    }
  }
}
