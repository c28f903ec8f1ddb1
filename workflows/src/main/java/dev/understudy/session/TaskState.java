package dev.understudy.session;

import dev.understudy.presence.AgentState;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all sessions of one task share. Workflow code: confined to the task's workflow threads. */
final class TaskState implements TaskControls {
  private static final WorkflowLocal<TaskState> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(TaskState::listening);

  private final List<AgentSession> open = new ArrayList<>();
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
