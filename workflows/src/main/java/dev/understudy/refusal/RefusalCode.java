package dev.understudy.refusal;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is wrong, for a program that reads a refusal ({@link Refusal#codeOf}). {@code docs/refusals.md} lists
 * them beside their sentences and remedies. More may be added; none changes its meaning.
 */
public enum RefusalCode {
  /** An argument is null, or an order has none. */
  ARGUMENT_MISSING("argument.missing"),
  /** A text that must say something is blank. */
  ARGUMENT_BLANK("argument.blank"),
  /** A text has half of a character, a surrogate without its other half. */
  ARGUMENT_HALF_CHARACTER("argument.half-character"),
  /** A session's, an agent's, a message's or a batch's name has a form that no such name has. */
  ARGUMENT_BAD_NAME("argument.bad-name"),
  /** A number or a time lies outside of its bounds. */
  ARGUMENT_OUT_OF_RANGE("argument.out-of-range"),
  /** A status, a message, a question or another text does not fit where it is to go. */
  ARGUMENT_TOO_LARGE("argument.too-large"),
  /** A value is none that JSON can hold. */
  ARGUMENT_NOT_JSON("argument.not-json"),
  /** The task has a session of that agent there already. */
  SESSION_OPEN_ALREADY("session.open-already"),
  /** The task has no session open yet that could take an order. */
  SESSION_NOT_OPEN("session.not-open"),
  /** The task, or the user who is said to order it, is not in the session that an order names. */
  SESSION_OF_OTHERS("session.of-others"),
  /** The task had no session of that agent when it scheduled the step. */
  AGENT_UNKNOWN("agent.unknown"),
  /** An agent of that name is in the session on behalf of another task. */
  AGENT_HELD_BY_ANOTHER_TASK("agent.held-by-another-task"),
  /** The agent is not present any more although nobody closed its session. */
  AGENT_GONE("agent.gone"),
  /** The ids of task, session and agent make an id that is longer than Temporal takes. */
  AGENT_ID_TOO_LONG("agent.id-too-long"),
  /** A task's agent cannot leave for that reason. */
  AGENT_LEAVES_OTHERWISE("agent.leaves-otherwise"),
  /** An agent is to be held by an activity without a heartbeat timeout. */
  AGENT_WITHOUT_HEARTBEAT("agent.without-heartbeat"),
  /** An audience of users names none. */
  AUDIENCE_EMPTY("audience.empty"),
  /** An audience is of agents, who are no users. */
  AUDIENCE_OF_AGENTS("audience.of-agents"),
  /** A limit of a wait is set where nothing waits. */
  ABANDONMENT_WAITS_FOR_NOTHING("abandonment.waits-for-nothing"),
  /** A question is for agents of its own task alone, none of whom may answer. */
  QUESTION_UNANSWERABLE("question.unanswerable"),
  /** Nobody asks the question that an answer is to. */
  QUESTION_NOT_ASKED("question.not-asked"),
  /** The question is for others than the one who answers. */
  QUESTION_FOR_OTHERS("question.for-others"),
  /** The workflow handles an order or a query itself whose name a task with a session has. */
  TASK_HAS_OWN_ORDERS("task.has-own-orders"),
  /** A task that is paused is to be paused. */
  TASK_PAUSED_ALREADY("task.paused-already"),
  /** A task that is not paused is to be resumed. */
  TASK_NOT_PAUSED("task.not-paused"),
  /** A task that is cancelled takes no order any more. */
  TASK_CANCELLED_ALREADY("task.cancelled-already"),
  /** More messages wait than a task keeps. */
  TASK_MAILBOX_FULL("task.mailbox-full"),
  /** A task has no order of that name. */
  ORDER_UNKNOWN("order.unknown"),
  /** An order does not have the form of its kind. */
  ORDER_MALFORMED("order.malformed"),
  /** An order does not say who gives it. */
  ORDER_OF_NOBODY("order.of-nobody"),
  /** An agent of the task is said to order it. */
  ORDER_NOT_ALLOWED("order.not-allowed"),
  /** The data converter of a worker has not written what stands in a header of Understudy's own. */
  HEADER_UNREADABLE("header.unreadable"),
  /** A batch is processed twice at a time. */
  BATCH_AT_WORK_ALREADY("batch.at-work-already"),
  /** A run begins a batch with less than the run before handed on. */
  BATCH_STEPS_BACK("batch.steps-back"),
  /** A batch is to go on with the progress of another. */
  BATCH_OF_OTHER_PROGRESS("batch.of-other-progress"),
  /** What was to continue a batch as new has returned. */
  BATCH_DID_NOT_CONTINUE("batch.did-not-continue"),
  /** The cursor of a batch's source stays where it was, or goes backwards. */
  BATCH_CURSOR_STUCK("batch.cursor-stuck"),
  /** A batch's source gave a page that cannot be used. */
  BATCH_PAGE_UNUSABLE("batch.page-unusable"),
  /** A batch's sink has another effect each time that it is given the same item. */
  BATCH_SINK_NOT_IDEMPOTENT("batch.sink-not-idempotent"),
  /** The Ably key may not do that in that session. */
  ABLY_CAPABILITY_MISSING("ably.capability-missing"),
  /** Ably refuses for good, for another reason, which the sentence gives with Ably's own code. */
  ABLY_REFUSED("ably.refused");

  private final String code;

  RefusalCode(String code) {
    this.code = code;
  }

  /** As it stands in the details of a failure, such as {@code argument.blank}. */
  public String code() {
    return code;
  }

  /** The one that reads {@code code}; empty if a later version has added it. */
  static Optional<RefusalCode> named(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }
}
