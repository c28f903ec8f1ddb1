package dev.understudy.session;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Messages of people for a task, in order, each acknowledged when it is taken. Workflow code. */
final class Mailbox {
  /** All that is not taken is carried through a continue-as-new, whose header has to stay small. */
  private static final int MAX_MESSAGES = 100;

  private static final int MAX_BYTES = 4096;

  /** A message, and who waits for it to be taken. */
  private record Letter(Steering message, CompletablePromise<Void> taken) {}

  private final Deque<Letter> letters = new ArrayDeque<>();

  void requireRoomFor(Steering message) {
    if (message.text() == null || message.text().isBlank()) {
      throw new IllegalArgumentException("a message must have a text, but \"text\" was empty");
    }
    int size = message.text().getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a message must fit in %d bytes but was %d: shorten it".formatted(MAX_BYTES, size));
    }
    if (letters.size() >= MAX_MESSAGES) {
      throw new IllegalStateException(
          "%d messages wait already: let the task take some first".formatted(letters.size()));
    }
  }

  /** Returns once the message is taken. */
  void deliver(Steering message) {
    Letter letter = new Letter(message, Workflow.newPromise());
    letters.add(letter);
    letter.taken().get();
  }

  Optional<Steering> take() {
    Optional<Letter> letter = Optional.ofNullable(letters.poll());
    letter.ifPresent(first -> first.taken().complete(null));
    return letter.map(Letter::message);
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  List<Steering> messages() {
    return letters.stream().map(Letter::message).toList();
  }

  /** Those whose senders an earlier run has left without an acknowledgement. */
  void carryOn(List<Steering> messages) {
    messages.forEach(message -> letters.add(new Letter(message, Workflow.newPromise())));
  }
}
