package dev.understudy.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.presence.AgentState;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import org.jspecify.annotations.Nullable;

/** Takes what people order of a task, and shows them the task. Confined to the workflow's threads. */
final class OrderHandler implements TaskOrders {
  private final TaskCourse course;
  private final Inquiries inquiries;
  private final Mailbox mailbox;
  private final OpenSessions sessions;

  OrderHandler(TaskCourse course, Inquiries inquiries, Mailbox mailbox, OpenSessions sessions) {
    this.course = course;
    this.inquiries = inquiries;
    this.mailbox = mailbox;
    this.sessions = sessions;
  }

  @Override
  public void pause(@Nullable JsonNode order) {
    course.follow(course.ordered().paused(OrderFormat.read(order, Control.class)));
    sessions.forEach(OpenSession::hold);
    Measures.ofThisTask().count(Metric.PAUSES, "person");
    obeyed("pause");
  }

  @Override
  public void validatePause(@Nullable JsonNode order) {
    requireCaller(OrderFormat.requireControl(order));
    requireNotCancelled();
    course.ordered().requireMayBePaused();
  }

  @Override
  public void resume(@Nullable JsonNode order) {
    course.follow(course.ordered().resumed());
    sessions.forEach(OpenSession::excuse);
    obeyed("resume");
  }

  @Override
  public void validateResume(@Nullable JsonNode order) {
    requireCaller(OrderFormat.requireControl(order));
    requireNotCancelled();
    course.ordered().requireMayBeResumed(sessions.isAnyPaused());
  }

  @Override
  public void cancel(@Nullable JsonNode order) {
    course.follow(course.ordered().cancelled(OrderFormat.read(order, Control.class)));
    course.cancelTask();
    obeyed("cancel");
  }

  @Override
  public void validateCancel(@Nullable JsonNode order) {
    requireCaller(OrderFormat.requireControl(order));
    requireNotCancelled();
  }

  @Override
  public long steer(@Nullable JsonNode message) {
    long number = mailbox.deliver(OrderFormat.read(message, Steering.class));
    obeyed("steer");
    return number;
  }

  @Override
  public void validateSteer(@Nullable JsonNode message) {
    Steering steering = OrderFormat.requireSteering(message);
    callers().require(steering.by(), steering.session());
    requireNotCancelled();
    mailbox.requireRoom();
  }

  @Override
  public void answer(@Nullable JsonNode answer) {
    inquiries.answer(OrderFormat.read(answer, Answer.class));
    obeyed("answer");
  }

  private static void obeyed(String order) {
    Measures.ofThisTask().count(Metric.ORDERS, order);
  }

  @Override
  public void validateAnswer(@Nullable JsonNode answer) {
    Answer right = OrderFormat.requireAnswer(answer);
    callers().require(right.by());
    inquiries.requireAskedOf(right);
  }

  /** Refuses orders to a task that a person, a policy, or whoever may cancel workflows has cancelled. */
  private void requireNotCancelled() {
    course.ordered().requireNotCancelled();
    if (course.isCancelled()) {
      throw new RefusedArgumentException(
          RefusalCode.TASK_CANCELLED_ALREADY,
          course.isCancelling()
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
    boolean isHeld = course.isPaused() && !sessions.isAnyCleaningUp();
    if (isHeld || sessions.isAnyPaused()) {
      return AgentState.PAUSED;
    }
    return inquiries.open().isEmpty() ? AgentState.ACTIVE : AgentState.ASKING;
  }

  @Override
  public SessionView session() {
    return new TaskView(
        state(),
        course.ordered().pausedBy(),
        course.ordered().cancelledBy(),
        course.isCancelled(),
        inquiries.open(),
        mailbox.taken(),
        mailbox.waiting(),
        sessions.views(),
        sessions.past(),
        sessions.handoffs().latest());
  }
}
