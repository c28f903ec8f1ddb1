package dev.understudy.testing;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.internal.common.ProtobufTimeUtils;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run of a workflow does by itself, which is all but to wait for time, people or orders: its history
 * and its pending work tell. Immutable.
 */
final class Business {
  /** One attempt at a step. */
  record Step(Holds.Key activity, int attempt) {}

  /** A step that has failed, and how often, and is tried again. */
  record Failing(Holds.Key activity, String type, int attempts, Throwable last) {}

  /** What the activities of Understudy's own begin with, which are no steps of a task. */
  static final String OWN = "understudy.";

  private final WorkflowExecution run;
  private final DescribeWorkflowExecutionResponse now;
  private final Function<Failure, Throwable> failures;
  private final int events;
  private final Optional<Throwable> thrown;

  /** What has begun and not ended, by the event that began it. */
  private final Map<Long, String> pending = new LinkedHashMap<>();

  private final Map<Long, Instant> timers = new LinkedHashMap<>();
  private final CodeState code = new CodeState();

  /**
   * Looks at {@code run}.
   *
   * @param faults what code has thrown here
   * @param failures gives what a history tells of an exception the form of one
   */
  Business(
      WorkflowExecution run,
      List<HistoryEvent> history,
      DescribeWorkflowExecutionResponse now,
      Faults faults,
      Function<Failure, Throwable> failures) {
    this.run = run;
    this.now = now;
    this.events = history.size();
    this.failures = failures;
    history.forEach(code::add);
    history.forEach(this::add);
    this.thrown = code.thrown(run.getRunId(), faults, failures);
  }

  private void add(HistoryEvent event) {
    long id = event.getEventId();
    switch (event.getEventType()) {
      case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
          EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED ->
        pending.put(id, "tells another workflow something");
      case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED ->
        pending.remove(
            event.getExternalWorkflowExecutionSignaledEventAttributes().getInitiatedEventId());
      case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
        pending.remove(
            event.getSignalExternalWorkflowExecutionFailedEventAttributes().getInitiatedEventId());
      case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED ->
        pending.remove(event
            .getExternalWorkflowExecutionCancelRequestedEventAttributes()
            .getInitiatedEventId());
      case EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
        pending.remove(event
            .getRequestCancelExternalWorkflowExecutionFailedEventAttributes()
            .getInitiatedEventId());
      case EVENT_TYPE_TIMER_STARTED ->
        timers.put(
            id,
            ProtobufTimeUtils.toJavaInstant(event.getEventTime())
                .plus(ProtobufTimeUtils.toJavaDuration(
                    event.getTimerStartedEventAttributes().getStartToFireTimeout())));
      case EVENT_TYPE_TIMER_FIRED ->
        timers.remove(event.getTimerFiredEventAttributes().getStartedEventId());
      case EVENT_TYPE_TIMER_CANCELED ->
        timers.remove(event.getTimerCanceledEventAttributes().getStartedEventId());
      default -> {} // begins nothing that ends by itself, or is among what is pending
    }
  }

  WorkflowExecution run() {
    return run;
  }

  /** How many events it has; grows with all that happens. */
  int events() {
    return events;
  }

  /** Why it never goes on; empty also while steps are only tried again. */
  Optional<Bug> bug() {
    return thrown
        .map(what -> Bug.ofCode(run.getWorkflowId(), what))
        .or(() -> failing()
            .map(Failing::last)
            .filter(Bug::isUnknownStep)
            .map(failure -> Bug.ofUnknownStep(run.getWorkflowId(), failure))
            .findFirst());
  }

  /** Whether its code has thrown what holds it. */
  boolean isHeld() {
    return thrown.isPresent();
  }

  /** Its steps that have failed and are tried again. */
  Stream<Failing> failing() {
    return now.getPendingActivitiesList().stream()
        .filter(activity -> !activity.getActivityType().getName().startsWith(OWN))
        .filter(PendingActivityInfo::hasLastFailure)
        .map(activity -> new Failing(
            key(activity),
            activity.getActivityType().getName(),
            activity.getAttempt(),
            failures.apply(activity.getLastFailure())));
  }

  /** What it does by itself, in words; empty while it does nothing but wait, also for steps that have begun. */
  Optional<String> ofItsOwn(Set<WorkflowExecution> open, Holds holds, Instant time) {
    if (isHeld()) {
      return Optional.empty();
    }
    return Stream.of(
            Stream.of(code.business()).filter(words -> !words.isEmpty()),
            pending.values().stream(),
            children(open),
            timers.values().stream().filter(due -> !due.isAfter(time)).map(due -> "wakes up"),
            now.getPendingActivitiesList().stream()
                .filter(activity -> isBeginning(activity, holds))
                .map(activity -> "begins " + activity.getActivityType().getName()))
        .flatMap(business -> business)
        .map(business -> run.getWorkflowId() + " " + business)
        .findFirst();
  }

  /** Those that have yet to begin, or whose end has yet to come to this one. */
  private Stream<String> children(Set<WorkflowExecution> open) {
    return now.getPendingChildrenList().stream()
        .filter(child -> !open.contains(WorkflowExecution.newBuilder()
            .setWorkflowId(child.getWorkflowId())
            .setRunId(child.getRunId())
            .build()))
        .map(child -> "hears of " + child.getWorkflowId());
  }

  /** Our own have to wait for the test; a step has to be at work, or to have failed. */
  private boolean isBeginning(PendingActivityInfo activity, Holds holds) {
    if (activity.getActivityType().getName().startsWith(OWN)) {
      return !holds.isWaiting(key(activity));
    }
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
        && !activity.hasLastAttemptCompleteTime();
  }

  /** Steps that are at work, in words; not those that wait to be tried again. */
  Map<Step, String> steps() {
    Map<Step, String> steps = new LinkedHashMap<>();
    now.getPendingActivitiesList().stream()
        .filter(activity -> !activity.getActivityType().getName().startsWith(OWN))
        .filter(activity -> !waitsForAnotherAttempt(activity))
        .forEach(activity -> steps.put(
            new Step(key(activity), activity.getAttempt()),
            "step %s of %s".formatted(activity.getActivityType().getName(), run.getWorkflowId())));
    return steps;
  }

  private Holds.Key key(PendingActivityInfo activity) {
    return new Holds.Key(run.getWorkflowId(), run.getRunId(), activity.getActivityId());
  }

  private static boolean waitsForAnotherAttempt(PendingActivityInfo activity) {
    return activity.hasLastAttemptCompleteTime()
        && !ProtobufTimeUtils.toJavaInstant(activity.getLastAttemptCompleteTime())
            .isBefore(ProtobufTimeUtils.toJavaInstant(activity.getLastStartedTime()));
  }
}
