package dev.understudy.output.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.StepAttempt;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PartBufferTest {
  private static final StepAttempt ATTEMPT = new StepAttempt(7, 1);

  private final PartBuffer buffer = new PartBuffer(ATTEMPT);

  @Test
  void doesNotCallATextCompleteOfWhichItKeepsARestToItself() {
    buffer.append("never published");
    buffer.end(Outcome.COMPLETED);

    buffer.end(Outcome.FAILED);

    assertThat(buffer.take()).contains(new StepEnd(ATTEMPT, 0, Outcome.FAILED));
  }

  @Test
  void staysFailed() {
    buffer.end(Outcome.FAILED);

    buffer.end(Outcome.COMPLETED);

    assertThat(buffer.take()).contains(new StepEnd(ATTEMPT, 0, Outcome.FAILED));
  }
}
