package dev.understudy.session;

import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Messages of people for a task, in order. Workflow code. */
final class Mailbox {
  /** All that is not taken is carried through a continue-as-new, whose header has to stay small. */
  private static final int MAX_MESSAGES = 100;

  private final Deque<Steering> messages = new ArrayDeque<>();
  private long taken;

  void requireRoom() {
    if (messages.size() >= MAX_MESSAGES) {
      throw new RefusedArgumentException(
          RefusalCode.TASK_MAILBOX_FULL,
          "%d messages wait already: let the task take some first".formatted(messages.size()));
    }
  }

  /** Returns the message's number: it has been taken once as many have. */
  long deliver(Steering message) {
    messages.add(message);
    return taken + messages.size();
  }

  Optional<Steering> take() {
    Optional<Steering> message = Optional.ofNullable(messages.poll());
    message.ifPresent(first -> taken++);
    return message;
  }

  /** How many the task has taken. */
  long taken() {
    return taken;
  }

  /** How many it has not taken yet. */
  int waiting() {
    return messages.size();
  }

  List<Steering> messages() {
    return List.copyOf(messages);
  }

  void carryOn(List<Steering> earlier, long takenEarlier) {
    messages.addAll(earlier);
    taken += takenEarlier;
  }
}
