package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What is asked for on a thread without a step, such as one that processes an item of a batch. */
class StepThreadTest {

  @Test
  void namesTheIdempotencyKeyInPlaceOfAFencingToken() {
    assertThatThrownBy(FencingToken::ofThisStep)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a fencing token is asked for on the thread of a step, and no step runs on this one;"
                + " in an item of a batch, use attempt.idempotencyKey()");
  }

  @Test
  void namesTheEffectInPlaceOfOutput() {
    assertThatThrownBy(AgentOutput::ofThisStep)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("make the text part of its effect, under attempt.idempotencyKey()");
  }

  @Test
  void leavesStatusesToTheBatch() {
    assertThatThrownBy(() -> AgentStatus.show("indexing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("leave it to the batch, which shows its progress");
  }
}
