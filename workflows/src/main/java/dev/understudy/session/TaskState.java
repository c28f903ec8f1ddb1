package dev.understudy.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttendanceActivities;
import dev.understudy.presence.AttendanceEnd;
import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Sighting;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all sessions of one task share. Workflow code: confined to the task's workflow threads. */
final class TaskState implements TaskControls, AttendanceReports {
  private static final WorkflowLocal<Slot> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(Slot::new);

  /** One call to Temporal; a worker that takes longer has lost it. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);

  /** Enough for whoever asks what became of a task; a view has to stay small. */
  private static final int MOST_PAST = 10;

  private final List<AgentSession> open = new ArrayList<>();
  private final Deque<SessionView.Past> past = new ArrayDeque<>();
  private final Map<AttendanceSpec, CompletablePromise<LeaveReason>> takenOver =
      new LinkedHashMap<>();
  /** An attendance may see people before the task has its session. */
  private final List<Sighting> early = new ArrayList<>();

  private final Inquiries inquiries = new Inquiries();
  private final Mailbox mailbox = new Mailbox();
  private Carried carried = Carried.NOTHING;
  private @Nullable Control pausedBy;
  private @Nullable Control cancelledBy;
  private long lastTick;
  private long steps;

  /** Where a workflow's state is, once it has one. */
  private static final class Slot {
    @Nullable
    TaskState state;
  }

  private TaskState() {}

  /** Begins to listen to orders, unless it does already. */
  static TaskState ofThisTask() {
    return ifAny().orElseGet(TaskState::listening);
  }

  /** Empty for a workflow that has never opened a session: its orders are its own business. */
  static Optional<TaskState> ifAny() {
    return Optional.ofNullable(OF_THIS_TASK.get().state);
  }

  private static TaskState listening() {
    TaskState state = new TaskState();
    try {
      Workflow.registerListener(state);
    } catch (IllegalStateException taken) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          "a task with a session has the updates pause, resume, cancel, steer and answer and the query "
              + "session, but this workflow has one of its own: %s. Give yours another name"
                  .formatted(taken.getMessage()),
          AttendanceActivities.REFUSED,
          taken);
    }
    OF_THIS_TASK.get().state = state;
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

  /**
   * What the step that is scheduled next has to know of the open sessions; empty without any. What it
   * shows comes after all that the task has shown so far, and before all that follows.
   */
  Optional<StepOrigin> nextStep() {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    steps++;
    List<AttendanceSpec> agents = new ArrayList<>();
    open.forEach(session -> agents.add(0, session.attendance()));
    return Optional.of(new StepOrigin(agents, lastTick, steps));
  }

  /** Whether a person has paused it. */
  boolean isPaused() {
    return pausedBy != null;
  }

  Inquiries inquiries() {
    return inquiries;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** What the next run of this task must know; empty if it need not know anything. */
  Optional<Carried> carried() {
    Stream<Carried.OpenSession> sessions =
        Stream.concat(open.stream().map(AgentSession::carried), carried.sessions().stream());
    Carried next =
        new Carried(Optional.ofNullable(pausedBy), mailbox.messages(), sessions.toList());
    return Optional.of(next).filter(something -> !something.isNothing());
  }

  void carryOn(Carried earlier) {
    carried = earlier;
    pausedBy = earlier.pausedBy().orElse(null);
    mailbox.carryOn(earlier.messages());
  }

  /** What an earlier run left of a session; once only, so that one that is opened again starts anew. */
  Optional<Carried.OpenSession> takeCarried(SessionSpec spec) {
    Optional<Carried.OpenSession> found = carried.session(spec.session(), spec.agent());
    carried = carried.without(found);
    return found;
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

  @Override
  public void sighted(Sighting sighting) {
    Optional<AgentSession> session = open.stream()
        .filter(one -> one.isOf(sighting.session(), sighting.agent()))
        .findFirst();
    session.ifPresentOrElse(one -> one.sighted(sighting), () -> keepForLater(sighting));
  }

  private void keepForLater(Sighting sighting) {
    early.removeIf(other ->
        other.session().equals(sighting.session()) && other.agent().equals(sighting.agent()));
    early.add(sighting);
  }

  boolean hasOpen(SessionSpec spec) {
    return open.stream().anyMatch(session -> session.isOf(spec.session(), spec.agent()));
  }

  void opened(AgentSession session) {
    open.add(session);
    List<Sighting> theirs = early.stream()
        .filter(sighting -> session.isOf(sighting.session(), sighting.agent()))
        .toList();
    theirs.forEach(session::sighted);
    early.removeAll(theirs);
  }

  void closed(AgentSession session, LeaveReason reason) {
    open.remove(session);
    past.add(new SessionView.Past(session.view(), reason));
    if (past.size() > MOST_PAST) {
      past.remove();
    }
  }

  @Override
  public void pause(@Nullable JsonNode order) {
    pausedBy = Orders.read(order, Control.class);
    open.forEach(AgentSession::hold);
    open.forEach(AgentSession::pauseChanged);
  }

  @Override
  public void validatePause(@Nullable JsonNode order) {
    requireCaller(Orders.requireControl(order));
    requireNotCancelled();
    if (pausedBy != null) {
      throw new IllegalStateException(
          "the task is paused already, by %s: it stays so until somebody resumes it"
              .formatted(pausedBy.by()));
    }
  }

  @Override
  public void resume(@Nullable JsonNode order) {
    pausedBy = null;
    open.forEach(AgentSession::excuse);
    open.forEach(AgentSession::pauseChanged);
  }

  @Override
  public void validateResume(@Nullable JsonNode order) {
    requireCaller(Orders.requireControl(order));
    requireNotCancelled();
    if (state() != AgentState.PAUSED) {
      throw new IllegalStateException("the task is not paused: there is nothing to resume");
    }
  }

  @Override
  public void cancel(@Nullable JsonNode order) {
    cancelledBy = Orders.read(order, Control.class);
    cancelThisTask();
  }

  @Override
  public void validateCancel(@Nullable JsonNode order) {
    requireCaller(Orders.requireControl(order));
    requireNotCancelled();
  }

  /**
   * As anybody could from outside: the work is cancelled wherever it is, and may clean up. By an
   * activity, since a real server lets no workflow cancel itself; not waited for, since the task may end
   * before it could be.
   */
  static void cancelThisTask() {
    AttendanceActivities activities = Workflow.newActivityStub(
        AttendanceActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(CANCEL_PATIENCE)
            .setCancellationType(ActivityCancellationType.ABANDON)
            .build());
    Workflow.newDetachedCancellationScope(
            () -> Async.procedure(activities::cancel, Workflow.getInfo().getWorkflowId()))
        .run();
  }

  @Override
  public long steer(@Nullable JsonNode message) {
    return mailbox.deliver(Orders.read(message, Steering.class));
  }

  @Override
  public void validateSteer(@Nullable JsonNode message) {
    Steering steering = Orders.requireSteering(message);
    callers().require(steering.by(), steering.session());
    mailbox.requireRoomFor(steering);
  }

  @Override
  public void answer(@Nullable JsonNode answer) {
    inquiries.answer(Orders.read(answer, Answer.class));
  }

  @Override
  public void validateAnswer(@Nullable JsonNode answer) {
    Answer right = Orders.requireAnswer(answer);
    callers().require(right.by());
    inquiries.requireAskedOf(right);
  }

  private void requireCaller(Control order) {
    callers().require(order.by(), order.session());
  }

  /** Sessions that an earlier run left open, and this one has not opened yet, count as well. */
  private Callers callers() {
    return new Callers(Stream.concat(
            open.stream().map(AgentSession::attended),
            carried.sessions().stream().map(Carried.OpenSession::attended))
        .toList());
  }

  private void requireNotCancelled() {
    if (cancelledBy != null) {
      throw new IllegalStateException(
          "the task is cancelled already, by %s: it is cleaning up".formatted(cancelledBy.by()));
    }
  }

  private AgentState state() {
    if (isPaused() || open.stream().anyMatch(AgentSession::isPaused)) {
      return AgentState.PAUSED;
    }
    return inquiries.open().isEmpty() ? AgentState.ACTIVE : AgentState.ASKING;
  }

  @Override
  public SessionView session() {
    return new SessionView(
        state(),
        Optional.ofNullable(pausedBy),
        Optional.ofNullable(cancelledBy),
        inquiries.open(),
        mailbox.taken(),
        open.stream().map(AgentSession::view).toList(),
        List.copyOf(past));
  }
}
