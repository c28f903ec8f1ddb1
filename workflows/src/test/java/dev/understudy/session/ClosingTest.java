package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.history.Recorded;
import dev.understudy.history.Recorder;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestAgent;
import dev.understudy.testing.TestRoom;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions that end in other ways than with all of the work; each test ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
class ClosingTest {
  static final String TASK = "closing-1";
  private static final long LIVELINESS_SECONDS = 60;

  private final SessionTest test = SessionTest.forWorkflow(Closing.Impl.class).open();
  private final TestRoom room = test.room("room:42");
  private final TestAgent reader = room.agent("reader");

  @RegisterExtension
  final Recorder recorder = new Recorder(test);

  @AfterEach
  void replayAndStop() {
    test.close();
  }

  private WorkflowStub play(String part) {
    test.task(TASK).start(Closing.class, task -> task.play(part));
    return test.client().newUntypedWorkflowStub(TASK);
  }

  private static String end(WorkflowStub task) throws TimeoutException {
    return task.getResult(LIVELINESS_SECONDS, TimeUnit.SECONDS, String.class);
  }

  @Test
  void aPauseEndsWithTheAgentAlsoIfItsSessionWasOpened() {
    WorkflowStub task = play("wait-at-a-checkpoint");
    assertThat(reader.stays()).hasSize(1);
    task.update("pause", Void.class, new Control("alice", "lunch"));
    task.signal("goOn");
    assertThat(room.story()).containsOnlyOnce("reader shows  (paused)");

    reader.getsRefused("no capability (40160)");

    assertThatThrownBy(() -> end(task))
        .hasStackTraceContaining("reader is not present in room:42: no capability (40160)");
  }

  @Test
  void theActiveTimeOfAClosedSessionStandsStill() throws TimeoutException {
    assertThat(end(play("rest-after-the-end"))).isEqualTo("0 s more");
  }

  @Test
  @Recorded("opened-and-closed")
  void whoOpensASessionThatIsClosingWaitsForThat() throws TimeoutException {
    WorkflowStub task = play("open-while-closing");
    assertThat(reader.stays()).hasSize(1);
    task.signal("goOn");
    assertThat(reader.stays()).hasSize(2);
    task.signal("goOn");

    assertThat(end(task)).isEqualTo("done");
  }

  @Test
  void aCancelIsNotLostBecauseAPartWasCancelledBefore() {
    WorkflowStub task = play("continue-without-a-part");
    assertThat(reader.stays()).hasSize(1);
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> end(task)).hasCauseInstanceOf(CanceledFailure.class);
  }
}
