package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final AtomicInteger TURNS = new AtomicInteger();

  /** A task that does not decide from its history alone. */
  @WorkflowInterface
  public interface Fickle {
    @WorkflowMethod
    String turn();
  }

  public static final class FickleImpl implements Fickle {
    @Override
    public String turn() {
      return AgentSession.attend(SessionSpec.on("room:42").as("gambler"), session -> {
        if (TURNS.incrementAndGet() % 2 == 0) {
          session.status("winning");
        }
        Workflow.sleep(Duration.ofHours(1));
        return "done";
      });
    }
  }

  private static void turn(SessionTest test) {
    var unused = test.start(Fickle.class, Fickle::turn).result(String.class);
  }

  @Test
  void eachTestEndsInAReplayOfItsHistories() {
    SessionTest test = SessionTest.forWorkflow(FickleImpl.class).open();
    turn(test);

    assertThatThrownBy(test::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "the history of task-1 does not replay: what its workflow does must depend on nothing else");
  }

  @Test
  void unlessTheSetupSaysOtherwise() {
    SessionTest test = SessionTest.forWorkflow(FickleImpl.class).withoutReplay().open();
    turn(test);

    assertThatCode(test::close).doesNotThrowAnyException();
  }
}
