package dev.understudy.session;

import dev.understudy.attendance.AttendanceActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a task goes: what people have ordered that still counts, and whether it is cancelled, by whomever.
 * Confined to the workflow's threads.
 */
final class TaskCourse {
  /** One call to Temporal; a worker that takes longer has lost it. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);

  private final CancellationScope run;
  private final Runnable onChange;
  private StandingOrders ordered = StandingOrders.NOTHING;

  /** Whether this run has asked Temporal to cancel it. */
  private boolean isCancelling;

  /**
   * The course of a run that is cancelled with {@code run}.
   *
   * @param onChange told of each change, also by who knows more of the task
   */
  TaskCourse(CancellationScope run, Runnable onChange) {
    this.run = run;
    this.onChange = onChange;
  }

  /** What is seen of the task has changed. */
  void changed() {
    onChange.run();
  }

  /** Goes on from an earlier run. A cancellation that was on its way to that was lost with it. */
  void carryOn(CarriedOver earlier) {
    ordered = StandingOrders.in(earlier);
    if (earlier.cancellation().isPresent()) {
      cancelTask();
    }
  }

  /** The cancellation that the next run has to see to, since it has not come to this one. */
  Optional<CarriedOver.Cancellation> unheardCancellation() {
    return isCancelling && !run.isCancelRequested()
        ? Optional.of(new CarriedOver.Cancellation(ordered.cancelledBy()))
        : Optional.empty();
  }

  StandingOrders ordered() {
    return ordered;
  }

  /** People have ordered something else. */
  void follow(StandingOrders next) {
    ordered = next;
    changed();
  }

  /** Whether a person has paused the task. */
  boolean isPaused() {
    return ordered.isPaused();
  }

  /** Whether this run has asked Temporal to cancel it. */
  boolean isCancelling() {
    return isCancelling;
  }

  /** Whether the cancellation of this run, by whomever, has arrived. */
  boolean isRunCancelled() {
    return run.isCancelRequested();
  }

  /** Whether this run is cancelled, or has been ordered to be. */
  boolean isCancelled() {
    return isCancelling || isRunCancelled();
  }

  /**
   * Cancels the task as anybody could from outside: the work is cancelled wherever it is, and may clean up. By an
   * activity, since a real server lets no workflow cancel itself; not waited for, since the task may end
   * before it could be.
   */
  void cancelTask() {
    isCancelling = true;
    changed();
    AttendanceActivities activities = Workflow.newActivityStub(
        AttendanceActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(CANCEL_PATIENCE)
            .setCancellationType(ActivityCancellationType.ABANDON)
            .setSummary("cancels the task")
            .build());
    Workflow.newDetachedCancellationScope(
            () -> Async.procedure(activities::cancel, Workflow.getInfo().getWorkflowId()))
        .run();
  }
}
