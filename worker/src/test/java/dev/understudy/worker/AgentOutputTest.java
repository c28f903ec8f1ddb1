package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.output.OutputEvent;
import dev.understudy.output.StepText;
import dev.understudy.output.TaskOutput;
import dev.understudy.output.ably.OutputReader;
import dev.understudy.presence.AttemptNumber;
import dev.understudy.presence.LeaveReason;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What agents put out, on a real worker and over real sockets, as plain Ably clients read it. */
class AgentOutputTest {
  private final StoryStage stage = new StoryStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void isReadOnceAlthoughAnAttemptBrokeOff() {
    stage.tell("stumble");

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).isEqualTo("2.1 2.2 2.3 2.4 ");
    assertThat(output.steps())
        .singleElement()
        .extracting(step -> new AttemptNumber(step.attempt()).count(), StepText::state)
        .containsExactly(2, StepText.State.COMPLETED);
    assertThat(output.said())
        .extracting(OutputEvent.Said::name, OutputEvent.Said::data)
        .containsExactly(
            tuple("plan", Map.of("step", "stumble", "pages", 3L)), tuple("result", "done"));
    assertThat(output.end()).contains(LeaveReason.COMPLETED);
  }

  @Test
  void isSplitWhereItIsTooLargeForAMessage() {
    stage.tell("large");

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).isEqualTo("\uD83E\uDD16".repeat(50_001));
  }

  @Test
  void isMergedWhereItComesFasterThanAblyTakesIt() {
    long begun = System.nanoTime();
    stage.tell("rush");

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).startsWith("0 1 2 ").endsWith(" 998 999 ").hasSize(3890);
    assertThat(stage.raw.stream().filter(message -> message.name.equals("understudy.output")))
        .hasSizeLessThan(50);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(StoryStage.LIVELINESS);
  }

  @Test
  void isOfTheAttemptThatRunsAfterAnOperatorsReset() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server resets")
        .isNotNull();
    try (PresenceLog seen = stage.watch()) {
      stage.tell("until reset");
      stage.awaitOutput(output -> output.text().equals("1. "));
      stage.writer.mayFail.countDown();
      await().atMost(StoryStage.LIVELINESS).until(() -> stage.writer.calls.get() > 2);

      stage.operator().reset();

      TaskOutput output = stage.awaitOutput(told -> told.text().endsWith(". half"));
      assertThat(output.steps()).extracting(StepText::state).containsExactly(StepText.State.OPEN);
      String status = "writer call " + stage.writer.calls.get() + " (active)";
      await()
          .atMost(StoryStage.LIVELINESS)
          .untilAsserted(() -> assertThat(seen.story()).anyMatch(one -> one.startsWith(status)));
      assertThat(stage.writer.tokens).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void isOverWhenTheStepReturnsAlthoughSomebodyElseCompletesIt() {
    WorkflowStub story = stage.tell("entrust");

    TaskOutput output = stage.awaitOutput(
        told -> told.steps().stream().anyMatch(step -> step.state() == StepText.State.COMPLETED));
    Writer.Entrusted entrusted = stage.writer.entrusted.join();
    assertThat(output.text()).isEqualTo("half");
    assertThat(output.isEnded()).isFalse();
    assertThatThrownBy(() -> entrusted.output().write("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the step has returned");

    stage
        .temporal
        .getWorkflowClient()
        .newActivityCompletionClient()
        .complete("story", Optional.empty(), entrusted.activityId(), null);
    assertThat(story.getResult(String.class)).isEqualTo("done");
  }

  @Test
  void isWithoutWhatAPauseThrewAway() {
    WorkflowStub story = stage.tell("interrupt");
    stage.awaitOutput(output -> output.text().equals("beside lost 1. "));

    story.update("pause", Void.class, Map.of("by", "test"));
    story.update("resume", Void.class, Map.of("by", "test"));
    stage.awaitOutput(output -> output.text().equals("beside 2. "));
    story.update("pause", Void.class, Map.of("by", "test"));
    story.update("resume", Void.class, Map.of("by", "test"));

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);
    assertThat(output.text()).isEqualTo("beside 3. after ");
    assertThat(output.steps()).extracting(StepText::state).containsOnly(StepText.State.COMPLETED);
  }

  @Test
  void isWithoutWhatTheTaskReplaced() {
    stage.tell("fall back");

    TaskOutput output = stage.awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).isEqualTo("instead ");
    assertThat(stage.raw).extracting(message -> message.data).contains("lost ");
  }

  @Test
  void isWithoutWhatTheTaskReplacedWithNothing() {
    stage.tell("fall silent");

    stage.awaitOutput(output -> output.text().equals("half"));
    assertThat(stage.raw).extracting(message -> message.data).contains("lost ");
  }

  @Test
  void isThereForOneWhoComesLate() throws AblyException {
    stage.tell("rush");
    TaskOutput seen = stage.awaitOutput(TaskOutput::isEnded);

    try (AblyRealtime late = stage.client();
        OutputReader theirs = OutputReader.follow(late, "room:42", output -> {})) {
      await()
          .atMost(StoryStage.LIVELINESS)
          .untilAsserted(() -> assertThat(theirs.output("writer", "story")).contains(seen));
    }
  }

  @Test
  void isRefusedUnderAnotherName() {
    WorkflowStub story = stage.tell("usurp");

    assertThatThrownBy(() -> story.getResult(String.class))
        .hasStackTraceContaining("the task had no session of mallory when it scheduled this step");
  }
}
