package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that Temporal retries after they have continued as new, with the header of the run that failed. */
@ExtendWith(NoForgottenPromises.class)
class RetriedTaskTest {
  private static final String TASK = "stubborn-1";
  private static final Control ALICE = new Control("alice", "lunch");
  private static final long LIVELINESS_SECONDS = 60;

  // Temporal's test server writes the end of a run that is retried as if that had continued as new.
  private final SessionTest test =
      SessionTest.forWorkflow(Stubborn.Impl.class).withoutReplay().open();
  private final TestRoom room = test.room("room:42");
  private final WorkflowStub task = test.client().newUntypedWorkflowStub(TASK);

  @AfterEach
  void stop() {
    test.close();
  }

  private void begin() {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(test.taskQueue())
        .setWorkflowId(TASK)
        .setRetryOptions(Stubborn.Impl.AGAIN)
        .build();
    WorkflowClient.start(test.client().newWorkflowStub(Stubborn.class, options)::run, 1);
    test.settle();
  }

  private void continueAsNew() {
    task.signal("goOn");
    test.settle();
    assertThat(room.story()).anyMatch(line -> line.contains("run 0, attempt 1"));
  }

  /** The server's clock is skipped to the retry. */
  private void failAndBeRetried() {
    task.signal("goOn");
    test.skip(Duration.ofSeconds(2));
    assertThat(room.story()).anyMatch(line -> line.contains("run 0, attempt 2"));
  }

  private String end() throws TimeoutException {
    task.signal("goOn");
    return task.getResult(LIVELINESS_SECONDS, TimeUnit.SECONDS, String.class);
  }

  private SessionView view() {
    return task.query("session", SessionView.class);
  }

  @Test
  void aPauseThatWasLiftedStaysLifted() throws TimeoutException {
    begin();
    task.update("pause", Void.class, ALICE);
    continueAsNew();
    assertThat(view().pausedBy()).contains(ALICE);
    task.update("resume", Void.class, ALICE);

    failAndBeRetried();

    assertThat(view().pausedBy()).isEmpty();
    assertThat(end()).isEqualTo("took nothing");
  }

  @Test
  void aMessageIsNotTakenASecondTime() throws TimeoutException {
    begin();
    task.update("steer", Long.class, new Steering("alice", "shorter"));
    continueAsNew();
    assertThat(view().messagesWaiting()).isEqualTo(1);

    failAndBeRetried();

    assertThat(view().messagesWaiting()).isZero();
    assertThat(end()).isEqualTo("took nothing");
  }

  @Test
  void anAbsenceThatIsOverDoesNotComeBack() throws TimeoutException {
    room.enters("alice");
    begin();
    room.leaves("alice");
    continueAsNew();
    assertThat(view().agents().get(0).sees().absences()).hasSize(1);
    room.enters("alice");

    failAndBeRetried();

    assertThat(view().agents().get(0).sees().absences()).isEmpty();
    assertThat(view().agents().get(0).sees().people().has("alice")).isTrue();
    assertThat(end()).isEqualTo("took nothing");
  }

  @Test
  void aRetryEndsAsCancelledIfItsTaskIs() {
    begin();
    continueAsNew();
    failAndBeRetried();
    task.update("cancel", Void.class, ALICE);

    assertThatThrownBy(this::end).hasCauseInstanceOf(CanceledFailure.class);
  }
}
