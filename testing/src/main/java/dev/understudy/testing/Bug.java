package dev.understudy.testing;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;

/**
 * Why a task never goes on by itself, whatever the test does next. Immutable.
 *
 * @param task its workflow id
 * @param isOfCode whether its workflow's code holds it, and not a step
 * @param sentence what has happened, and what to do
 * @param cause as the task's history has it
 */
record Bug(String task, boolean isOfCode, String sentence, Failure cause) {
  /** As the SDK says it of a type that its worker does not know. */
  private static final String UNKNOWN_WORKFLOW = "Unknown workflow type";

  private static final String UNKNOWN_STEP = "is not registered with a worker";

  /** Its code has thrown what Temporal does not take for the task's failure, but for a bug to be mended. */
  static Bug ofCode(String task, Failure failure) {
    Failure root = root(failure);
    String sentence = root.getMessage().startsWith(UNKNOWN_WORKFLOW)
        ? "%s has no code to run: %s: name its class in SessionTest.forWorkflow"
        : "%s is held by a bug in its code, in production until it is mended: %s: throw an ApplicationFailure to"
            + " let it fail, or ask isHeld() if it is to be held";
    return new Bug(task, true, sentence.formatted(task, words(root)), failure);
  }

  static boolean isUnknownStep(Failure failure) {
    return failure.getMessage().contains(UNKNOWN_STEP);
  }

  /** Its worker does not have that step. */
  static Bug ofUnknownStep(String task, Failure failure) {
    String sentence = "%s takes a step that nobody has given to withSteps: %s";
    return new Bug(task, false, sentence.formatted(task, failure.getMessage()), failure);
  }

  /** A step of it is tried again for ever. */
  static Bug ofStep(String task, String step, int attempts, Failure failure) {
    String sentence =
        "step %s of %s has failed %d times while time passed: %s: let it come to an end, or limit its attempts";
    return new Bug(
        task, false, sentence.formatted(step, task, attempts, words(root(failure))), failure);
  }

  private static Failure root(Failure failure) {
    return failure.hasCause() ? root(failure.getCause()) : failure;
  }

  private static String words(Failure failure) {
    String type = failure.getApplicationFailureInfo().getType();
    return type.isEmpty()
        ? failure.getMessage()
        : type.substring(type.lastIndexOf('.') + 1) + ": " + failure.getMessage();
  }

  /** What the test fails with. */
  AssertionError asError(DataConverter converter) {
    return new AssertionError(sentence, converter.failureToException(cause));
  }
}
