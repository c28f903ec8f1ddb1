package dev.understudy.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.Internal;
import dev.understudy.presence.LeaveReason;

/** What one message of an agent's output tells. */
@Internal
public sealed interface OutputEvent {
  /**
   * Published whole by the task itself.
   *
   * @param sequence orders what the task publishes
   * @param data a text, or what JSON can hold
   */
  record Said(long sequence, String name, Object data) implements OutputEvent {}

  /**
   * A piece of the text that a step streams.
   *
   * @param number counts the parts of the attempt, from 0
   */
  record Part(StepAttempt of, int number, String text) implements OutputEvent {
    public Part {
      if (number < 0) {
        throw new IllegalArgumentException("parts count from 0 but was " + number);
      }
    }
  }

  /**
   * An attempt at a step is over. One that failed may be followed by another.
   *
   * @param parts how many there are
   */
  record StepEnd(StepAttempt of, int parts, Outcome outcome) implements OutputEvent {
    public StepEnd {
      if (parts < 0) {
        throw new IllegalArgumentException("parts cannot be fewer than none but was " + parts);
      }
    }
  }

  /** The agent says no more, whatever was going on. */
  record TaskEnd(LeaveReason reason) implements OutputEvent {}

  /** How an attempt at a step ended. */
  enum Outcome {
    /** All of the text is there. */
    @JsonProperty("completed")
    COMPLETED,
    /** The text breaks off, and another attempt may begin anew. */
    @JsonProperty("failed")
    FAILED
  }
}
