package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.output.StepText;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.LeaveReason;
import dev.understudy.session.Control;
import dev.understudy.session.SessionView;
import io.ably.lib.realtime.Presence;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the output of a task ends, in whatever way the task does. */
class EndOfOutputTest {
  private final StoryStage stage = new StoryStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void endsWhenTheTaskIsTerminated() {
    WorkflowStub story = stage.tell("begin");
    stage.awaitOutput(output -> output.text().equals("half"));

    story.terminate("test");

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);
    assertThat(output.end()).contains(LeaveReason.TERMINATED);
    assertThat(output.steps())
        .singleElement()
        .matches(step -> step.isEnded() && step.state() != StepText.State.COMPLETED);
  }

  @Test
  void endsWhenTheTaskFails() {
    stage.tell("fail");

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);

    assertThat(output.end()).contains(LeaveReason.FAILED);
    assertThat(output.steps())
        .singleElement()
        .matches(step -> step.isEnded() && step.state() != StepText.State.COMPLETED);
  }

  @Test
  void endsAsCancelledWhenAClientCancelsTheTask() {
    WorkflowStub story = stage.tell("begin");
    stage.awaitOutput(output -> output.text().equals("half"));

    story.cancel();

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);
    assertThat(output.end()).contains(LeaveReason.CANCELLED);
    assertCutAfterHalf(output);
  }

  @Test
  void endsAsCancelledWhenAPersonCancelsTheTask() {
    WorkflowStub story = stage.tell("begin");
    stage.awaitOutput(output -> output.text().equals("half"));

    story.update("cancel", Void.class, new Control("alice", "wrong question"));

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);
    assertThat(output.end()).contains(LeaveReason.CANCELLED);
    assertCutAfterHalf(output);
  }

  @Test
  void endsAsAbandonedWhenNobodyIsThereAnyMore() throws AblyException {
    Presence people = stage.client.channels.get("room:42").presence;
    people.enterClient("alice", null);
    WorkflowStub story = stage.tell("begin for people");
    stage.awaitOutput(output -> output.text().equals("half"));
    await().atMost(StoryStage.LIVELINESS).until(() -> sees(story, "alice"));

    people.leaveClient("alice", null);

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);
    assertThat(output.end()).contains(LeaveReason.ABANDONED);
    assertCutAfterHalf(output);
  }

  private static boolean sees(WorkflowStub story, String user) {
    return story.query("session", SessionView.class).agents().stream()
        .anyMatch(agent -> agent.sees().people().has(user));
  }

  /** Whether the step's own end came before the task's, or never. */
  private static void assertCutAfterHalf(TaskOutput output) {
    assertThat(output.text()).isEqualTo("half");
    assertThat(output.steps())
        .singleElement()
        .matches(step -> step.isEnded() && step.state() != StepText.State.COMPLETED);
  }
}
