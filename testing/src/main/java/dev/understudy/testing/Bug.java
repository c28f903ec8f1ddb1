package dev.understudy.testing;

import io.temporal.failure.ApplicationFailure;

/**
 * Why a task never goes on by itself, whatever the test does next. Immutable.
 *
 * @param task its workflow id
 * @param isOfCode whether its workflow's code holds it, and not a step
 * @param sentence what has happened, and what to do
 */
record Bug(String task, boolean isOfCode, String sentence, Throwable cause) {
  /** As the SDK says it of a type that its worker does not know. */
  private static final String UNKNOWN_WORKFLOW = "Unknown workflow type";

  private static final String UNKNOWN_STEP = "is not registered with a worker";

  /** Its code has thrown what Temporal does not take for the task's failure, but for a bug to be mended. */
  static Bug ofCode(String task, Throwable thrown) {
    String words = words(root(thrown));
    String sentence = words.contains(UNKNOWN_WORKFLOW)
        ? "%s has no code to run: %s: name its class in SessionTest.forWorkflow"
        : "%s is held by a bug in its code, in production until it is mended: %s: throw an ApplicationFailure to"
            + " let it fail, or ask isHeld() if it is to be held";
    return new Bug(task, true, sentence.formatted(task, words), thrown);
  }

  static boolean isUnknownStep(Throwable failure) {
    return words(failure).contains(UNKNOWN_STEP);
  }

  /** Its worker does not have that step. */
  static Bug ofUnknownStep(String task, Throwable failure) {
    String sentence = "%s takes a step that nobody has given to withSteps: %s";
    return new Bug(task, false, sentence.formatted(task, words(failure)), failure);
  }

  /** A step of it is tried again for ever. */
  static Bug ofStep(String task, String step, int attempts, Throwable failure) {
    String sentence =
        "step %s of %s has failed %d times while time passed: %s: let it come to an end, or limit its attempts";
    return new Bug(
        task, false, sentence.formatted(step, task, attempts, words(root(failure))), failure);
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  private static String words(Throwable failure) {
    if (failure instanceof ApplicationFailure told) {
      String type = told.getType();
      return "%s: %s"
          .formatted(type.substring(type.lastIndexOf('.') + 1), told.getOriginalMessage());
    }
    return "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage());
  }

  /** What the test fails with. */
  AssertionError asError() {
    return new AssertionError(sentence, cause);
  }
}
