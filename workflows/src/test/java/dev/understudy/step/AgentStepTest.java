package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AgentName;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.activity.ActivityInterface;
import io.temporal.testing.TestActivityEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentStepTest {
  /** A worker's part. */
  private static final class RecordingHost extends StepHost {
    final List<String> told = new ArrayList<>();

    @Override
    protected Optional<StepAttempt> attempt() {
      return Optional.of(new StepAttempt(7, 5_002));
    }

    @Override
    protected void show(Optional<AgentName> agent, String text, Map<String, ?> detail) {
      told.add("%s shows %s %s".formatted(name(agent), text, detail));
    }

    @Override
    protected AgentOutput output(Optional<AgentName> agent) {
      return part -> told.add("%s writes %s".formatted(name(agent), part));
    }

    private static String name(Optional<AgentName> agent) {
      return agent.map(AgentName::value).orElse("the last");
    }
  }

  /** One step. */
  @ActivityInterface
  public interface Step {
    /** Does all that a step may. */
    void take();
  }

  @Nested
  class WithAHost {
    private final RecordingHost host = new RecordingHost();

    @Test
    void showsAndWritesUnderTheAgentThatItNames() {
      host.during(() -> {
        AgentStep.current().status("reading", Map.of("page", 3));
        AgentStep.current().as("lead").status("thinking");
        AgentStep.current().output().write("Dear ");
        AgentStep.current().as("lead").output().write("all");
        return "done";
      });

      assertThat(host.told)
          .containsExactly(
              "the last shows reading {page=3}",
              "lead shows thinking {}",
              "the last writes Dear ",
              "lead writes all");
    }

    @Test
    void hasATokenOfItsNumberAndItsAttempt() {
      assertThat(host.<Long>during(() -> AgentStep.current().fencingToken()))
          .isEqualTo((5L << 21) + (7 << 10) + 2);
    }

    @Test
    void isOfUseOnAnyThreadOnceItIsKnown() {
      host.during(() -> {
        AgentStep step = AgentStep.current();
        CompletableFuture.runAsync(() -> step.status("elsewhere")).join();
        return step;
      });

      assertThat(host.told).containsExactly("the last shows elsewhere {}");
    }

    @Test
    void givesTheThreadBackToTheStepAroundIt() {
      RecordingHost inner = new RecordingHost();

      host.during(() -> {
        AgentStep within = inner.during(AgentStep::current);
        AgentStep.current().status("on");
        return within;
      });

      assertThat(host.told).containsExactly("the last shows on {}");
      assertThat(inner.told).isEmpty();
      assertThatThrownBy(AgentStep::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller whose build does not look for nulls may pass
    void refusesWhatCannotBeShown() {
      host.during(() -> {
        AgentStep step = AgentStep.current();
        assertRefused(RefusalCode.ARGUMENT_BLANK, () -> step.status(" "));
        assertRefused(RefusalCode.ARGUMENT_MISSING, () -> step.status("reading", null));
        assertRefused(RefusalCode.ARGUMENT_MISSING, () -> step.as(null))
            .hasMessageContaining("an agent needs a name");
        assertRefused(RefusalCode.ARGUMENT_BAD_NAME, () -> step.as("*"));
        return step;
      });

      assertThat(host.told).isEmpty();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(RefusalCode code, Runnable mistake) {
      return assertThatThrownBy(mistake::run)
          .satisfies(failure -> assertThat(Refusal.codeOf(failure)).contains(code));
    }
  }

  @Nested
  class WithoutAWorker {
    private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

    @AfterEach
    void stop() {
      temporal.close();
    }

    private void take(Step step) {
      temporal.registerActivitiesImplementations(step);
      temporal.newActivityStub(Step.class).take();
    }

    @Test
    void showsAndWritesToNobody() {
      AtomicBoolean isTaken = new AtomicBoolean();

      take(() -> {
        AgentStep.current().as("lead").status("reading");
        AgentStep.current().output().write("unheard");
        isTaken.set(true);
      });

      assertThat(isTaken).isTrue();
    }

    @Test
    void hasNoTokenThatIsMadeUp() {
      AtomicReference<Throwable> refused = new AtomicReference<>();

      take(() -> refused.set(catchThrowable(() -> AgentStep.current().fencingToken())));

      assertThat(refused.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("run both on an UnderstudyWorker");
    }
  }

  /** Such as the thread that processes an item of a batch. */
  @Nested
  class WithoutAStep {
    @Test
    void isToldWhatToUseInPlaceOfEach() {
      assertThatThrownBy(AgentStep::current)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "AgentStep.current() is asked for on the thread of a step, and no step runs on this one")
          .hasMessageContaining(
              "in an item of a batch, use attempt.idempotencyKey() in place of a fencing token")
          .hasMessageContaining("and for a text that is part of the item's effect")
          .hasMessageContaining("leave statuses to the batch, which shows its progress")
          .hasMessageContaining("in a test, run the activity in a TestActivityEnvironment");
    }
  }
}
