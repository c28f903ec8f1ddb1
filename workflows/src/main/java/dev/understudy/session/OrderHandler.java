package dev.understudy.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.audience.Audience;
import dev.understudy.presence.AgentState;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Takes what people order of a task, and shows them the task. Confined to the workflow's threads. */
final class OrderHandler implements TaskOrders {
  private static final Logger LOG = Workflow.getLogger(OrderHandler.class);

  /** One call to Temporal; a worker that takes longer has lost it. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);

  private final OpenSessions sessions;
  private final CancellationScope run;
  private final Inquiries inquiries = new Inquiries();
  private final Mailbox mailbox = new Mailbox();
  private StandingOrders ordered = StandingOrders.NOTHING;

  /** Whether this run has asked Temporal to cancel it. */
  private boolean isCancelling;

  OrderHandler(OpenSessions sessions, CancellationScope run) {
    this.sessions = sessions;
    this.run = run;
  }

  /** A cancellation that was on its way to the earlier run was lost with it. */
  void carryOn(CarriedOver earlier) {
    ordered = StandingOrders.in(earlier);
    mailbox.carryOn(earlier.messages(), earlier.messagesTaken());
    if (earlier.cancellation().isPresent()) {
      cancelTask();
    }
  }

  /** That which the next run has to see to, since it has not come to this one. */
  Optional<CarriedOver.Cancellation> unheardCancellation() {
    return isCancelling && !run.isCancelRequested()
        ? Optional.of(new CarriedOver.Cancellation(ordered.cancelledBy()))
        : Optional.empty();
  }

  StandingOrders ordered() {
    return ordered;
  }

  /** Whether the cancellation of this run, by whomever, has arrived. */
  boolean isRunCancelled() {
    return run.isCancelRequested();
  }

  /** Whether this run is cancelled, or has been ordered to be. */
  boolean isCancelled() {
    return isCancelling || isRunCancelled();
  }

  /** Refuses a question that nobody may answer. */
  void requireAnswerable(Audience approvers) {
    callers().requireAnyOf(approvers);
  }

  Inquiries inquiries() {
    return inquiries;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  @Override
  public void pause(@Nullable JsonNode order) {
    ordered = ordered.paused(OrderFormat.read(order, Control.class));
    sessions.forEach(AgentSession::hold);
    sessions.forEach(AgentSession::pauseChanged);
  }

  @Override
  public void validatePause(@Nullable JsonNode order) {
    requireCaller(OrderFormat.requireControl(order));
    requireNotCancelled();
    ordered.requireMayBePaused();
  }

  @Override
  public void resume(@Nullable JsonNode order) {
    ordered = ordered.resumed();
    sessions.forEach(AgentSession::excuse);
    sessions.forEach(AgentSession::pauseChanged);
  }

  @Override
  public void validateResume(@Nullable JsonNode order) {
    requireCaller(OrderFormat.requireControl(order));
    requireNotCancelled();
    ordered.requireMayBeResumed(sessions.isAnyPaused());
  }

  @Override
  public void cancel(@Nullable JsonNode order) {
    ordered = ordered.cancelled(OrderFormat.read(order, Control.class));
    cancelTask();
  }

  @Override
  public void validateCancel(@Nullable JsonNode order) {
    requireCaller(OrderFormat.requireControl(order));
    requireNotCancelled();
  }

  /**
   * As anybody could from outside: the work is cancelled wherever it is, and may clean up. By an
   * activity, since a real server lets no workflow cancel itself; not waited for, since the task may end
   * before it could be.
   */
  void cancelTask() {
    isCancelling = true;
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
    return mailbox.deliver(OrderFormat.read(message, Steering.class));
  }

  @Override
  public void validateSteer(@Nullable JsonNode message) {
    Steering steering = OrderFormat.requireSteering(message);
    callers().require(steering.by(), steering.session());
    requireNotCancelled();
    mailbox.requireRoom();
  }

  /** Has a message for nobody told, if this was the last session; another may open and take it. */
  void sessionClosed() {
    if (mailbox.waiting() > 0 && sessions.attendances().isEmpty()) {
      LOG.warn(
          "{} messages of people wait, and the task has closed its last session without taking them",
          mailbox.waiting());
    }
  }

  @Override
  public void answer(@Nullable JsonNode answer) {
    inquiries.answer(OrderFormat.read(answer, Answer.class));
  }

  @Override
  public void validateAnswer(@Nullable JsonNode answer) {
    Answer right = OrderFormat.requireAnswer(answer);
    callers().require(right.by());
    inquiries.requireAskedOf(right);
  }

  /** By a person, because nobody was there, or by whoever may cancel workflows. */
  private void requireNotCancelled() {
    ordered.requireNotCancelled();
    if (isCancelled()) {
      throw new RefusedArgumentException(
          RefusalCode.TASK_CANCELLED_ALREADY,
          isCancelling
              ? "the task is given up already, because nobody was there: it is cleaning up"
              : "the task is cancelled already, in Temporal: it is cleaning up");
    }
  }

  private void requireCaller(Control order) {
    callers().require(order.by(), order.session());
  }

  private OrderRights callers() {
    return new OrderRights(sessions.attended());
  }

  private AgentState state() {
    boolean isHeld = ordered.isPaused() && !sessions.isAnyCleaningUp();
    if (isHeld || sessions.isAnyPaused()) {
      return AgentState.PAUSED;
    }
    return inquiries.open().isEmpty() ? AgentState.ACTIVE : AgentState.ASKING;
  }

  @Override
  public SessionView session() {
    return new SessionView(
        state(),
        ordered.pausedBy(),
        ordered.cancelledBy(),
        isCancelled(),
        inquiries.open(),
        mailbox.taken(),
        mailbox.waiting(),
        sessions.views(),
        sessions.past());
  }
}
