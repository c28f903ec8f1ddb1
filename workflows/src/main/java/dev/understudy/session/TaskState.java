package dev.understudy.session;

import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttendanceActivities;
import dev.understudy.presence.AttendanceEnd;
import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all sessions of one task share. Workflow code: confined to the task's workflow threads. */
final class TaskState implements TaskControls, AttendanceReports {
  private static final WorkflowLocal<TaskState> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(TaskState::listening);

  private final List<AgentSession> open = new ArrayList<>();
  private final Map<AttendanceSpec, CompletablePromise<LeaveReason>> takenOver =
      new LinkedHashMap<>();
  private @Nullable Control pausedBy;
  private long lastTick;

  private TaskState() {}

  static TaskState ofThisTask() {
    return OF_THIS_TASK.get();
  }

  private static TaskState listening() {
    TaskState state = new TaskState();
    Workflow.registerListener(state);
    return state;
  }

  /**
   * The workflow's clock, made strictly increasing: orders tenures and statuses of a task without a
   * counter that every continue-as-new would have to carry.
   */
  long tick() {
    lastTick = Math.max(Workflow.currentTimeMillis(), lastTick + 1);
    return lastTick;
  }

  boolean isPaused() {
    return pausedBy != null;
  }

  /** What the next run of this task must know; empty if it need not know anything. */
  Optional<Orders> orders() {
    return Optional.ofNullable(pausedBy).map(by -> new Orders(Optional.of(by)));
  }

  void carryOn(Orders orders) {
    pausedBy = orders.pausedBy().orElse(null);
  }

  /** The end of an attendance that an earlier run started, and this one takes over as {@code spec}. */
  Promise<LeaveReason> endOf(AttendanceSpec spec) {
    return takenOver.computeIfAbsent(spec, taken -> Workflow.newPromise());
  }

  @Override
  public void ended(AttendanceEnd end) {
    CompletablePromise<LeaveReason> promise = takenOver.remove(end.attendance());
    if (promise != null) {
      end.reason().ifPresent(promise::complete);
      end.refusal()
          .map(refusal ->
              ApplicationFailure.newNonRetryableFailure(refusal, AttendanceActivities.REFUSED))
          .ifPresent(promise::completeExceptionally);
    }
  }

  void opened(AgentSession session) {
    open.add(session);
  }

  void closed(AgentSession session) {
    open.remove(session);
  }

  @Override
  public void pause(Control order) {
    pausedBy = order;
  }

  @Override
  public void validatePause(Control order) {
    requireSomebody(order);
    if (pausedBy != null) {
      throw new IllegalStateException(
          "the task is paused already, by %s: resume it first".formatted(pausedBy.by()));
    }
  }

  @Override
  public void resume(Control order) {
    pausedBy = null;
  }

  @Override
  public void validateResume(Control order) {
    requireSomebody(order);
    if (pausedBy == null) {
      throw new IllegalStateException("the task is not paused: there is nothing to resume");
    }
  }

  private static void requireSomebody(Control order) {
    if (order.by() == null || order.by().isBlank()) {
      throw new IllegalArgumentException(
          "an order to a task must say who gives it: \"by\" was empty");
    }
  }

  @Override
  public SessionView session() {
    return new SessionView(
        isPaused() ? AgentState.PAUSED : AgentState.ACTIVE,
        Optional.ofNullable(pausedBy),
        open.stream().map(AgentSession::view).toList());
  }
}
