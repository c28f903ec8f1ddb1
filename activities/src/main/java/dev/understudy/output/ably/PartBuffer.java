package dev.understudy.output.ably;

import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.StepAttempt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt at a step has written, cut into parts as they are published. Confined to one thread.
 *
 * <p>A text arrives as it was written, wherever its writer or the cut into parts has divided it: the parts one
 * after the other are the text. Only a character that takes two {@code char}s must not be divided, since on
 * its way a part is UTF-8, which has nothing for half of one: its first half waits for the second. A half
 * that has no other arrives as U+FFFD, as browsers do it, rather than failing a step for one character.
 */
final class PartBuffer {
  /** At three bytes a character it fits, with its headers, in the 64 KiB that Ably takes. */
  static final int MAX_PART_CHARS = 16 * 1024;

  /** What a writer may be ahead of Ably. */
  private static final int MAX_WAITING_CHARS = 256 * 1024;

  /** Parts that Ably has not acknowledged: without a limit ably-java would queue all of an outage. */
  private static final int MAX_UNDERWAY = 16;

  /** What stands for half a character (Unicode, "Specials"). */
  private static final int REPLACEMENT = 0xFFFD;

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
    return underway < MAX_UNDERWAY && (sendable() > 0 || (outcome != null && !hasSaidEnd));
  }

  /** How much of what waits may go: all but the first half of a character whose second may come. */
  private int sendable() {
    int length = waiting.length();
    boolean isHalf = length > 0 && Character.isHighSurrogate(waiting.charAt(length - 1));
    return outcome == null && isHalf ? length - 1 : length;
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
    return Optional.of(sendable() > 0 ? takePart() : sayEnd());
  }

  private OutputEvent takePart() {
    int end = Math.min(sendable(), MAX_PART_CHARS);
    String text = waiting.substring(0, isWithinACharacter(end) ? end - 1 : end);
    waiting.delete(0, text.length());
    return new OutputEvent.Part(attempt, parts++, wellFormed(text));
  }

  private boolean isWithinACharacter(int end) {
    return end < waiting.length()
        && Character.isSurrogatePair(waiting.charAt(end - 1), waiting.charAt(end));
  }

  private static String wellFormed(String text) {
    return text.codePoints()
        .map(point -> isHalf(point) ? REPLACEMENT : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private OutputEvent sayEnd() {
    hasSaidEnd = true;
    Outcome how = outcome == null ? Outcome.COMPLETED : outcome;
    return new OutputEvent.StepEnd(attempt, parts, how);
  }
}
