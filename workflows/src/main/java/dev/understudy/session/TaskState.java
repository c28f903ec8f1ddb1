package dev.understudy.session;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.audience.Audience;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.StepClock;
import dev.understudy.step.StepOrigin;
import io.temporal.common.interceptors.Header;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What all sessions of one task share. Confined to the task's workflow threads. */
final class TaskState {
  private static final Logger LOG = Workflow.getLogger(TaskState.class);

  private static final WorkflowLocal<Slot> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(Slot::new);

  private final StepClock clock = StepClock.ofThisTask();
  private final CurrentDetails details = new CurrentDetails(this::view);
  private final Inquiries inquiries = new Inquiries(details::tell);
  private final Mailbox mailbox = new Mailbox();
  private final OpenSessions sessions = new OpenSessions(details::tell);
  private final ResetNotice resets = new ResetNotice(() -> sessions.forEach(OpenSession::resume));
  private final AttendanceStart start = new AttendanceStart(sessions.adoptedEnds(), resets);
  private final TaskCourse course;

  /** Where a workflow's state is, once it has one, and the scope that is cancelled with the run. */
  private static final class Slot {
    @Nullable
    TaskState state;

    CancellationScope run = CancellationScope.current();

    boolean isIntercepted;
  }

  private TaskState(CancellationScope run) {
    this.course = new TaskCourse(run, details::tell);
  }

  /** Only workflow code on a right worker may open a session. */
  static void require() {
    if (!WorkflowUnsafe.isWorkflowThread()) {
      throw new IllegalStateException(
          "a session is opened by workflow code, but no workflow runs on this thread: another process "
              + "sees who is in one with SessionRoster, and a step shows what it does with AgentStep");
    }
    if (!isIntercepted()) {
      throw new IllegalStateException(
          "a session needs SessionInterceptor, but the factory of the worker that runs this task lacks it: "
              + "run the task on an UnderstudyWorker, or, in a test or a replay, give "
              + "WorkerFactoryOptions.setWorkerInterceptors a new SessionInterceptor(), and register what "
              + "UnderstudyWorker registers");
    }
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

  private static boolean isIntercepted() {
    return OF_THIS_TASK.get().isIntercepted;
  }

  private static TaskState listening() {
    TaskState state = new TaskState(OF_THIS_TASK.get().run);
    try {
      Workflow.registerListener(state.orders());
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
    state.clock.whenReset(state.resets::noticed);
    state.resets.begin();
    return state;
  }

  /**
   * Opens a session, or takes over one that an earlier run left open.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if there is one of that agent already
   */
  OpenSession open(SessionSpec spec) {
    sessions.reserve(spec.seat());
    try {
      OpenSession session = new OpenSession(attendance(spec), spec, course, this::begin);
      begin(session);
      return session;
    } finally {
      sessions.settled(spec.seat());
    }
  }

  /** An agent that comes from another task queue shows from its enter on what it shows there. */
  private AttendanceHandle begin(AttendanceSpec spec, Status first) {
    String queue = Workflow.getInfo().getTaskQueue();
    Optional<CarriedOver.LeftOpen> earlier =
        sessions.leftOpen(new Seat(spec.session(), spec.agent()));
    CarriedOver.Place place = earlier
        .map(left -> left.place().on(queue, spec.generation()))
        .orElseGet(() -> new CarriedOver.Place(queue, queue, spec.generation(), List.of()));
    Refusal.orResult(() -> spec.workflowId(queue, place.home()));
    Status shown = earlier.map(CarriedOver.LeftOpen::status).orElse(first);
    return new AttendanceHandle(spec, shown, place, start);
  }

  private AttendanceSpec attendance(SessionSpec spec) {
    String id = Workflow.getInfo().getWorkflowId();
    return new AttendanceSpec(id, spec.session(), spec.agent(), clock.next());
  }

  private void begin(OpenSession session) {
    sessions.takeLeftOpen(session.seat()).ifPresentOrElse(session::carryOn, session::beginAnew);
    if (course.isPaused()) {
      session.hold();
    }
    sessions.opened(session);
    session.start();
  }

  /** Closes one that is open, and waits until its agent has been told to leave. */
  void close(OpenSession session, LeaveReason reason) {
    session.end();
    sessions.closing(session, reason);
    warnOfMessagesForNobody();
    try {
      session.leave(reason);
    } finally {
      sessions.closed(session);
    }
  }

  /** If that was the last session; another may open and take them. */
  private void warnOfMessagesForNobody() {
    if (mailbox.waiting() > 0 && !sessions.isAnyOpen()) {
      LOG.warn(
          "{} messages of people wait, and the task has closed its last session without taking them",
          mailbox.waiting());
    }
  }

  private SessionView view() {
    return orders().session();
  }

  /** Takes what people order of the task. */
  OrderHandler orders() {
    return new OrderHandler(course, inquiries, mailbox, sessions);
  }

  TaskCourse course() {
    return course;
  }

  OpenSessions sessions() {
    return sessions;
  }

  Inquiries inquiries() {
    return inquiries;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  StepClock clock() {
    return clock;
  }

  /** Refuses a question that nobody may answer. */
  void requireAnswerable(Audience approvers) {
    new OrderRights(sessions.attended()).requireAnyOf(approvers);
  }

  /**
   * Tells the step that is scheduled next of the open sessions. What it shows comes after all that the task
   * has shown so far, and before all that follows.
   */
  UnaryOperator<Header> nextStep(boolean isLocal) {
    if (!sessions.isAnyOpen()) {
      return UnaryOperator.identity();
    }
    long number = clock.next(isLocal);
    return header -> StepOrigin.FIELD.with(
        new StepOrigin(sessions.attendances(), number), header, HeaderConverter.ofThisRun());
  }

  /** What the next run of this task must know; empty if it need not know anything. */
  Optional<CarriedOver> carried() {
    CarriedOver next = new CarriedOver(
        Optional.of(Workflow.getInfo().getRunId()),
        course.ordered().pausedBy(),
        mailbox.messages(),
        sessions.carried(),
        course.unheardCancellation(),
        mailbox.taken(),
        Optional.of(sessions.handoffs()).filter(log -> !log.equals(HandoffLog.EMPTY)));
    return Optional.of(next).filter(something -> !something.isNothing());
  }

  void carryOn(CarriedOver earlier) {
    course.carryOn(earlier);
    mailbox.carryOn(earlier.messages(), earlier.messagesTaken());
    sessions.carryOn(earlier.sessions(), earlier.handoffs().orElse(HandoffLog.EMPTY));
  }
}
