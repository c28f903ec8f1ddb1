package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.AgentStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryStepTest {
  private volatile Supplier<String> work = () -> "done";

  @RegisterExtension
  final SessionTestExtension sessions = SessionTestExtension.of(
      SessionTest.forWorkflow(Story.Impl.class).withSteps((Story.Steps) () -> work.get()));

  private SessionTest test;
  private TestRoom room;
  private TestAgent writer;

  @BeforeEach
  void enter(SessionTest opened) {
    test = opened;
    room = test.room("room:42");
    writer = room.agent("writer");
  }

  private TestTask tell() {
    return test.start(Story.class, story -> story.tell("room:42"));
  }

  @Test
  void showsAndWritesInTheRoom() {
    work = () -> {
      AgentStep step = AgentStep.current();
      step.status("writing", Map.of("page", 1));
      step.output().write("Once ");
      step.output().write("upon a time");
      return "done";
    };

    assertThat(tell().result(String.class)).isEqualTo("done");
    assertThat(room.story())
        .containsExactly(
            "writer enters",
            "writer shows writing {page=1}",
            "writer writes Once upon a time",
            "writer leaves as completed");
    assertThat(writer.text()).isEqualTo("Once upon a time");
    assertThat(writer.shown()).extracting(Status::text).containsExactly("writing");
  }

  @Test
  void replacesWhatAnAttemptWroteThatFailed() {
    List<Long> tokens = new ArrayList<>();
    work = () -> {
      AgentStep step = AgentStep.current();
      tokens.add(step.fencingToken());
      step.output().write("Attempt " + tokens.size());
      if (tokens.size() == 1) {
        throw new IllegalStateException("the model is away");
      }
      return "done";
    };

    TestTask task = tell();
    assertThat(writer.text()).isEqualTo("Attempt 1");
    assertThat(task.result(String.class)).isEqualTo("done");
    assertThat(writer.text()).isEqualTo("Attempt 2");
    assertThat(room.story())
        .contains("writer writes Attempt 1 (failed)", "writer writes Attempt 2");
    assertThat(tokens).hasSize(2).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatAWorkerRefuses() {
    work = () -> {
      AgentStep.current().status("writing", Map.of("page", "x".repeat(2_000)));
      return "done";
    };
    assertThatThrownBy(() -> tell().result(String.class))
        .satisfies(refused ->
            assertThat(Refusal.codeOf(refused)).contains(RefusalCode.ARGUMENT_TOO_LARGE));

    work = () -> {
      AgentStep.current().as("reader").status("reading");
      return "done";
    };
    assertThatThrownBy(() -> tell().result(String.class))
        .hasStackTraceContaining("the task had no session of reader when it scheduled this step");
  }

  @Test
  void refusesToWriteOnceTheStepHasReturned() {
    List<AgentOutput> outputs = new ArrayList<>();
    work = () -> {
      outputs.add(AgentStep.current().output());
      return "done";
    };
    assertThat(tell().result(String.class)).isEqualTo("done");

    assertThatThrownBy(() -> outputs.get(0).write("more"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the step has returned");
  }

  @Test
  void showsNothingWithoutASession() {
    work = () -> {
      AgentStep step = AgentStep.current();
      step.status("writing");
      step.output().write("Once upon a time");
      return step.fencingToken() > 0 ? "numbered" : "not numbered";
    };

    TestTask task = test.start(Story.class, story -> story.tell(""));
    assertThat(task.result(String.class)).isEqualTo("numbered");
    assertThat(room.story()).isEmpty();
  }

  @Test
  void isWaitedForWhileItComputes() {
    work = () -> {
      long begun = System.nanoTime();
      long sum = 0;
      while (System.nanoTime() - begun < 1_000_000_000L) {
        sum += sum % 7 + 1;
      }
      return sum > 0 ? "computed" : "";
    };

    TestTask task = tell();
    assertThat(task.isOver()).isTrue();
  }

  @Test
  void isNotWaitedForWhileTheTestHoldsIt() {
    CountDownLatch gate = new CountDownLatch(1);
    work = () -> {
      try {
        gate.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return "held";
    };

    TestTask task = tell();
    assertThat(task.isOver()).isFalse();
    gate.countDown();
    assertThat(task.result(String.class)).isEqualTo("held");
  }
}
