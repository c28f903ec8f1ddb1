package dev.understudy.batch.pages;

import io.temporal.failure.ApplicationFailure;

/** What to say of a failure in one line. */
final class Causes {
  private Causes() {}

  static String of(Throwable failure) {
    if (failure instanceof ApplicationFailure stated) {
      return stated.getOriginalMessage();
    }
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
