package dev.understudy.batch.pages;

import dev.understudy.refusal.WholeCharacters;
import io.temporal.failure.ApplicationFailure;

/** What to say of a failure in one line, and whose it is. */
final class FailureText {
  private FailureText() {}

  static String of(Throwable failure) {
    return WholeCharacters.shown(said(failure));
  }

  private static String said(Throwable failure) {
    if (failure instanceof ApplicationFailure stated) {
      return stated.getOriginalMessage();
    }
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  /**
   * Whether the Java machine itself failed, as when it is out of memory: the code that noticed need not
   * be the cause. A stack that overflows is its own thread's doing.
   */
  static boolean isOfTheMachine(Throwable failure) {
    return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
  }
}
