package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.presence.Publication;
import dev.understudy.refusal.Refusal;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * How workflow code tells Ably something: from the worker that runs it, in a moment and for one event of history,
 * if that worker reaches Ably; or else from any worker that does, for as long as it takes. What is told twice, by
 * both, has one id. Retries of the second way write no history, however long Ably is away. Confined to the
 * workflow's threads.
 */
@Internal
public final class WaysToAbly {
  /** More than a worker takes to give up. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  /** More than a worker waits for a turn and an answer; its death is noticed by missing heartbeats. */
  private static final Duration ONE_TRY = Duration.ofSeconds(15);

  private static final Duration FIRST_BREAK = Duration.ofMillis(500);

  /** Ably may be back at any moment. */
  private static final Duration LONGEST_BREAK = Duration.ofSeconds(5);

  private final AttendanceActivities fromHere = Workflow.newLocalActivityStub(
      AttendanceActivities.class,
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(MOMENT)
          .setDoNotIncludeArgumentsIntoMarker(true)
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build());

  private final ActivityOptions anywhere = ActivityOptions.newBuilder()
      .setTaskQueue(AblyQueue.of(Workflow.getInfo().getTaskQueue()))
      .setStartToCloseTimeout(ONE_TRY)
      .setDisableEagerExecution(true)
      .setRetryOptions(RetryOptions.newBuilder()
          .setInitialInterval(FIRST_BREAK)
          .setMaximumInterval(LONGEST_BREAK)
          .build())
      .build();

  /** From the worker that runs this, once: it fails if that worker does not reach Ably now. */
  public AttendanceActivities fromHere() {
    return fromHere;
  }

  /**
   * From any worker that reaches Ably: it fails only if Ably refuses for good, or if it is cancelled.
   *
   * @param summary what is told, for who looks at it in Temporal
   */
  public AttendanceActivities fromAnywhere(String summary) {
    return Workflow.newActivityStub(
        AttendanceActivities.class,
        ActivityOptions.newBuilder(anywhere).setSummary(summary).build());
  }

  /**
   * Publishes, and waits until Ably has the message.
   *
   * @throws ActivityFailure if Ably refuses it for good
   * @throws CanceledFailure if this is cancelled while Ably is away
   */
  public void publish(AttendanceSpec spec, Publication message) {
    try {
      if (!isPublishedFromHere(spec, message)) {
        fromAnywhere("publishes as " + spec.summary()).publish(spec, message);
      }
    } catch (ActivityFailure failure) {
      throwIfCancelled(failure);
      throw failure;
    }
  }

  /**
   * Publishes, unless this worker does not reach Ably now.
   *
   * @return whether Ably has the message for certain
   * @throws ActivityFailure if Ably refuses it for good
   */
  public boolean isPublishedFromHere(AttendanceSpec spec, Publication message) {
    try {
      fromHere.publish(spec, message);
      return true;
    } catch (ActivityFailure failure) {
      throwIfFinal(failure);
      return false;
    }
  }

  /** Throws unless another worker, or another moment, may do better. */
  public static void throwIfFinal(ActivityFailure failure) {
    throwIfCancelled(failure);
    if (failure.getCause() instanceof ApplicationFailure refusal
        && Refusal.TYPE.equals(refusal.getType())) {
      throw failure;
    }
  }

  /** Throws the cancellation that {@code failure} is of, if it is of one: that is no refusal. */
  static void throwIfCancelled(ActivityFailure failure) {
    if (failure.getCause() instanceof CanceledFailure cancelled) {
      throw cancelled;
    }
  }
}
