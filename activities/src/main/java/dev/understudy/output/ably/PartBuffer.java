package dev.understudy.output.ably;

import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.StepAttempt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt at a step has written, cut into parts as they are published. Confined to one thread. */
final class PartBuffer {
  /** At three bytes a character it fits, with its headers, in the 64 KiB that Ably takes. */
  static final int MAX_PART_CHARS = 16 * 1024;

  /** What a writer may be ahead of Ably. */
  private static final int MAX_WAITING_CHARS = 256 * 1024;

  /** Parts that Ably has not acknowledged: without a limit ably-java would queue all of an outage. */
  private static final int MAX_UNDERWAY = 16;

  private final StepAttempt attempt;
  private final StringBuilder waiting = new StringBuilder();
  private int parts;
  private int underway;
  private long acknowledged;
  private @Nullable Outcome outcome;
  private boolean hasSaidEnd;

  PartBuffer(StepAttempt attempt) {
    this.attempt = attempt;
  }

  void append(String text) {
    waiting.append(text);
  }

  /**
   * Nothing more is written. One that failed has nothing more to say, either: even if it meant to
   * complete, its text is not whole.
   */
  void end(Outcome how) {
    if (how == Outcome.FAILED) {
      outcome = how;
      waiting.setLength(0);
    } else if (outcome == null) {
      outcome = how;
    }
  }

  boolean isEnded() {
    return outcome != null;
  }

  boolean hasFailed() {
    return outcome == Outcome.FAILED;
  }

  boolean hasRoom() {
    return waiting.length() < MAX_WAITING_CHARS;
  }

  /** Whether something may be published now. */
  boolean hasMore() {
    return underway < MAX_UNDERWAY && (!waiting.isEmpty() || (outcome != null && !hasSaidEnd));
  }

  /** Whether Ably has everything, and knows that there is no more. */
  boolean isDelivered() {
    return hasSaidEnd && underway == 0;
  }

  /** How many Ably has acknowledged. */
  long acknowledged() {
    return acknowledged;
  }

  void acknowledge() {
    underway--;
    acknowledged++;
  }

  /** What is to be published next; empty if there is nothing now. */
  Optional<OutputEvent> take() {
    if (!hasMore()) {
      return Optional.empty();
    }
    underway++;
    return Optional.of(waiting.isEmpty() ? sayEnd() : takePart());
  }

  private OutputEvent takePart() {
    int end = Math.min(waiting.length(), MAX_PART_CHARS);
    // A pair of surrogates is one character: apart, they are none.
    boolean isApart = end < waiting.length() && Character.isHighSurrogate(waiting.charAt(end - 1));
    String text = waiting.substring(0, isApart ? end - 1 : end);
    waiting.delete(0, text.length());
    return new OutputEvent.Part(attempt, parts++, text);
  }

  private OutputEvent sayEnd() {
    hasSaidEnd = true;
    Outcome how = outcome == null ? Outcome.COMPLETED : outcome;
    return new OutputEvent.StepEnd(attempt, parts, how);
  }
}
