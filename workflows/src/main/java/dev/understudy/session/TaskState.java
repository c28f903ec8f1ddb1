package dev.understudy.session;

import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.step.StepOrigin;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all sessions of one task share. Confined to the task's workflow threads. */
final class TaskState {
  private static final WorkflowLocal<Slot> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(Slot::new);

  private final OpenSessions sessions = new OpenSessions();
  private final OrderHandler orders;
  private long lastTick;
  private long steps;

  /** Where a workflow's state is, once it has one, and the scope that is cancelled with the run. */
  private static final class Slot {
    @Nullable
    TaskState state;

    CancellationScope run = CancellationScope.current();

    boolean isIntercepted;
  }

  private TaskState(CancellationScope run) {
    this.orders = new OrderHandler(sessions, run);
  }

  /** A run of a task begins, in the scope that is cancelled with it. */
  static void begin() {
    OF_THIS_TASK.get().run = CancellationScope.current();
  }

  /** Begins to listen to orders, unless it does already. */
  static TaskState ofThisTask() {
    return ifAny().orElseGet(TaskState::listening);
  }

  /** Empty for a workflow that has never opened a session: its orders are its own business. */
  static Optional<TaskState> ifAny() {
    return Optional.ofNullable(OF_THIS_TASK.get().state);
  }

  /** A {@link SessionInterceptor} is at work on the worker that runs this workflow. */
  static void intercepted() {
    OF_THIS_TASK.get().isIntercepted = true;
  }

  static boolean isIntercepted() {
    return OF_THIS_TASK.get().isIntercepted;
  }

  private static TaskState listening() {
    TaskState state = new TaskState(OF_THIS_TASK.get().run);
    try {
      Workflow.registerListener(state.orders);
    } catch (IllegalStateException taken) {
      throw Refusal.of(
          RefusalCode.TASK_HAS_OWN_ORDERS,
          "a task with a session has the updates pause, resume, cancel, steer and answer and the query "
              + "session, but this workflow has one of its own: %s. Give yours another name"
                  .formatted(taken.getMessage()),
          taken);
    }
    Workflow.registerListener(state.sessions);
    OF_THIS_TASK.get().state = state;
    return state;
  }

  OpenSessions sessions() {
    return sessions;
  }

  OrderHandler orders() {
    return orders;
  }

  /**
   * The workflow's clock, made strictly increasing: orders tenures and statuses of a task without a
   * counter that every continue-as-new would have to carry.
   */
  long tick() {
    lastTick = Math.max(Workflow.currentTimeMillis(), lastTick + 1);
    return lastTick;
  }

  /** A step is scheduled next. */
  void countStep() {
    if (sessions.isAnyOpen()) {
      steps++;
    }
  }

  /**
   * What the step that was counted last has to know of the open sessions; empty without any. What it
   * shows comes after all that the task has shown so far, and before all that follows.
   */
  Optional<StepOrigin> stepOrigin() {
    return sessions.isAnyOpen()
        ? Optional.of(new StepOrigin(sessions.attendances(), lastTick, steps))
        : Optional.empty();
  }

  /** What the next run of this task must know; empty if it need not know anything. */
  Optional<CarriedOver> carried() {
    CarriedOver next = new CarriedOver(
        orders.ordered().pausedBy(),
        orders.mailbox().messages(),
        sessions.carried(),
        orders.unheardCancellation(),
        orders.mailbox().taken());
    return Optional.of(next).filter(something -> !something.isNothing());
  }

  void carryOn(CarriedOver earlier) {
    orders.carryOn(earlier);
    sessions.carryOn(earlier.sessions());
  }
}
