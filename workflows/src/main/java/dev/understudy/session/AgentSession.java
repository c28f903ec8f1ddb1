package dev.understudy.session;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.audience.AudiencePolicy;
import dev.understudy.presence.Brief;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An agent that is present in a session on behalf of the workflow that opened it, for as long as the
 * session is open: across crashes, deploys and continue-as-new. Its work follows the people there: it
 * waits at its checkpoints while a person has paused it, or while those whom it is for have left. For
 * workflow code only; confined to the workflow's threads.
 *
 * <pre>{@code
 * SessionSpec spec = SessionSpec.on("room:42").as("writer")
 *     .whenAbandoned(Abandonment.pauseAfter(Duration.ofSeconds(30)));
 * return AgentSession.attend(spec, session -> {
 *   for (String section : outline) {
 *     session.checkpoint();
 *     session.status("writing", Map.of("section", section));
 *     steps.write(section);
 *   }
 *   return "done";
 * });
 * }</pre>
 */
public final class AgentSession {
  private final TaskState task;
  private final OpenSession parts;
  private final SessionOutput output = new SessionOutput();

  private AgentSession(TaskState task, OpenSession parts) {
    this.task = task;
    this.parts = parts;
  }

  /**
   * Makes the agent present while {@code work} is done, which begins once the first has come if the spec
   * waits for that. It leaves as completed when work returns, as abandoned when nobody came back, as
   * cancelled when the task was cancelled, as failed on any other failure of Temporal's, or exception that
   * fails the workflow by its implementation options, which is passed on. It stays when {@code work} continues
   * the task as new: the next run takes it over. It stays, too, when work throws any other exception: that is a
   * bug, for which Temporal holds the task until it is mended.
   *
   * @return what {@code work} returns. That of a whole task is lost if the task was cancelled meanwhile, even
   *     when the work cleans up and returns: Temporal ends it as cancelled, and the agent leaves so
   * @throws io.temporal.failure.ApplicationFailure if Ably refuses the agent, or another task holds it in
   *     this session; the work is cancelled then, wherever it is, and what it makes of that is lost. Work
   *     that is done before the refusal has come does not wait for it: the task ends as if there were none,
   *     though nobody may have seen the agent
   * @throws IllegalStateException if no workflow runs on this thread, or the worker that runs it lacks
   *     {@link SessionInterceptor}: that holds the task until a right worker runs it
   */
  public static <R> R attend(SessionSpec spec, Functions.Func1<AgentSession, R> work) {
    TaskState.require();
    Refusal.unlessNull(work, "the work of a session");
    AgentSession session = open(spec);
    return new AttendedWork(session.parts, session::close).perform(() -> work.apply(session));
  }

  /**
   * Makes the agent present until {@link #close}. A task that ends without that is warned of in the
   * log, and its agent leaves some seconds later. Prefer {@link #attend}, which cannot forget to
   * close, and does not begin the work before the first arrival: after this, the first
   * {@link #checkpoint} waits for that. A session of the same agent that an earlier run of this
   * task left open is taken over.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if the ids of task, session and agent
   *     are too long together, if this run has that session open already, or if the workflow has an
   *     update or a query of its own that is named like one of {@link TaskOrders}
   * @throws IllegalStateException if no workflow runs on this thread, or the worker that runs it lacks
   *     {@link SessionInterceptor}: that holds the task until a right worker runs it
   */
  public static AgentSession open(SessionSpec spec) {
    TaskState.require();
    Refusal.unlessNull(spec, "a session's spec");
    TaskState task = TaskState.ofThisTask();
    return new AgentSession(task, task.open(spec));
  }

  /** Shows what the agent does, without detail. See {@link #status(String, Map)}. */
  public void status(String text) {
    status(text, Map.of());
  }

  /**
   * Shows what the agent does, to everybody in the session. Returns once it is on its way; a status
   * that Ably cannot take at the moment is shown when it can, unless there is a newer one by then. A task
   * that is cancelled may still show what it does, in a detached scope or not.
   *
   * @param text not blank
   * @param detail values that JSON can hold; with the text at most 1 KiB. While the agent asks, the keys
   *     {@code question} and {@code questionId} are those of its question, and hide what stands under them here
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is larger or not JSON
   */
  public void status(String text, Map<String, ?> detail) {
    Refusal.unlessBlank(text, "a status");
    Refusal.unlessNull(detail, "the detail of a status");
    requireOpen();
    parts.shown().say(text, detail);
  }

  /**
   * Publishes a message in the session, under the agent's name, and waits, durably, until Ably has it:
   * through crashes and outages, from any worker that reaches Ably, once for readers that fold (see {@code
   * OutputFold}), in the order in which the task published. A cancellation of the task does not keep it back while
   * this worker reaches Ably, but ends the wait for that, unless it is in a detached scope. What a step streams is
   * written there, with {@code AgentOutput}.
   *
   * @param name of the message, for subscribers; those that begin with {@code understudy.} are taken
   * @param data a text, or what JSON can hold; with the rest at most 60 KiB
   * @throws io.temporal.failure.ApplicationFailure not retried, if the name is empty or taken, or the
   *     message too large or not JSON
   * @throws io.temporal.failure.ActivityFailure if Ably refuses it
   * @throws CanceledFailure if the task is cancelled while Ably is away
   */
  public void publish(String name, Object data) {
    requireOpen();
    long number =
        task.clock().nextKept(); // may notice a reset, which makes another generation of the agent
    output.publish(parts.spec(), number, name, data);
  }

  /**
   * A safe moment to stop at: waits, durably, while the work is paused, and returns at once otherwise. The
   * clean-up of a task that is cancelled, which runs in a detached scope, is never paused.
   *
   * @throws CanceledFailure if the task was cancelled, by somebody or because nobody came back
   * @throws io.temporal.failure.ApplicationFailure not retried, if Ably refused the agent
   */
  public void checkpoint() {
    parts.checkpoints().pass();
  }

  /** Whether the work has to wait at its next checkpoint: a person said so, or nobody is there. */
  public boolean isPaused() {
    return parts.isPaused();
  }

  /**
   * A step that a pause need not wait for: it is cancelled when the work has to pause, and done again
   * from its beginning when the work goes on. What is thrown away is counted in the task's view, and readers
   * of output see only what stands: what the repeat streams replaces all that was streamed before.
   *
   * @param step calls activities or child workflows, and is safe to repeat
   * @return what {@code step} returns
   * @throws CanceledFailure if the task was cancelled
   */
  public <R> R interruptible(Functions.Func<R> step) {
    return parts.steps().perform(Refusal.unlessNull(step, "a step"));
  }

  /** For how long this session has been, or was, open without being paused, over all runs of the task. */
  public Duration activeTime() {
    return parts.pauses().activeTime();
  }

  /**
   * Waits for that much active time: a timer that stands still while the work is paused.
   *
   * @param time from zero, which is no wait, to ten years
   * @throws CanceledFailure if the task was cancelled and this is not in a detached scope
   */
  public void sleep(Duration time) {
    Refusal.unlessBetween("the time to sleep", Duration.ZERO, Abandonment.LONGEST, time);
    Duration end = activeTime().plus(wholeMillis(time));
    while (activeTime().compareTo(end) < 0) {
      checkpoint();
      TimedWait.await(end.minus(activeTime()), "sleeps", this::isPaused);
    }
  }

  /** The next full millisecond: the workflow's clock never reads a fraction, and no timer lasts one. */
  private static Duration wholeMillis(Duration time) {
    return time.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Who is online in the session, as a worker last saw it; nobody before the first has looked. */
  public People people() {
    return parts.watch().people();
  }

  /**
   * Waits, durably, until the people in the session are as wished.
   *
   * @param wish for example {@code people -> people.has("alice")}, or {@code People::isEmpty}; looks at
   *     nothing but its argument
   * @throws CanceledFailure if the task was cancelled and this is not in a detached scope, whoever is there
   */
  public void awaitPeople(Predicate<People> wish) {
    Refusal.unlessNull(wish, "what to wait for");
    requireOpen();
    Workflow.await(() -> wish.test(people()));
  }

  /**
   * Waits, durably, until the people in the session are as wished, for at most {@code limit}. Cancelled as the
   * wait without one.
   *
   * @param limit from zero to ten years
   * @return whether they became as wished
   * @throws CanceledFailure if the task was cancelled
   */
  public boolean awaitPeople(Predicate<People> wish, Duration limit) {
    Refusal.unlessNull(wish, "what to wait for");
    Refusal.unlessBetween(
        "the limit of a wait for people", Duration.ZERO, Abandonment.LONGEST, limit);
    requireOpen();
    return TimedWait.await(
        limit,
        "waits for people in " + Brief.of(parts.spec().session()),
        () -> wish.test(people()));
  }

  /**
   * Lets {@code listener} hear of users who come and go from now on. It may fail the task, as the work may:
   * what it throws comes out of {@link #attend}, or of the next {@link #checkpoint}.
   */
  public void listen(PeopleListener listener) {
    Refusal.unlessNull(listener, "a listener");
    requireOpen();
    parts.watch().listeners().add(listener);
  }

  /**
   * Does a part of the work for another audience, or under another policy, than the rest. Begins in a {@link
   * #checkpoint} while the work is paused. Until it ends nothing is decided for those whom the rest is for; an
   * absence counts from its beginning, in whichever part of the work that was. A part may have parts of its own.
   * Of parts that run side by side the one that was begun last decides for all; give them sessions of their own if
   * each should follow its own people.
   *
   * @return what {@code part} returns
   * @throws CanceledFailure if the work is paused when it would begin, and the task was cancelled
   */
  public <R> R expecting(Audience audience, Abandonment abandonment, Functions.Func<R> part) {
    Refusal.unlessNull(audience, "an audience");
    Refusal.unlessNull(abandonment, "what to do when abandoned");
    Refusal.unlessNull(part, "a part of the work");
    requireOpen();
    if (isPaused()) {
      checkpoint();
    }
    return parts.watch().during(new AudiencePolicy(audience, abandonment), part);
  }

  /** The next message that a person has steered this task with, if one waits. */
  public Optional<Steering> takeMessage() {
    return task.mailbox().take();
  }

  /**
   * Asks people something, and waits, durably, for the answer: the agent shows that it asks, with the
   * question's id and text added to the detail of its status, and an {@code answer} update brings the verdict.
   * Ends in a {@link #checkpoint}: the question may be answered, and expires, while the work is paused, but this
   * returns once it goes on.
   *
   * @param text not blank; with its id at most 1 KiB of JSON, as it is shown
   * @param approvers who may answer; not only the agent itself, or others of the task, whose answers are refused
   * @param timeout after which the verdict is {@link Verdict.Expired}; from a millisecond to ten years
   * @throws CanceledFailure if the task was cancelled and this is not in a detached scope
   * @throws io.temporal.failure.ApplicationFailure not retried, if the text is too large for a status, or
   *     nobody but agents of the task could answer
   */
  public Verdict ask(String text, Audience approvers, Duration timeout) {
    requireOpen();
    Refusal.unlessBlank(text, "a question");
    Refusal.unlessNull(approvers, "who may answer a question");
    Refusal.unlessBetween(
        "the timeout of a question", Duration.ofMillis(1), Abandonment.LONGEST, timeout);
    task.requireAnswerable(approvers);
    Question question = new Question(
        task.clock().nextKept(),
        text,
        approvers.toString(),
        Workflow.currentTimeMillis() + timeout.toMillis());
    Verdict verdict = verdict(question, approvers, timeout);
    if (isPaused()) {
      checkpoint();
    }
    return verdict;
  }

  private Verdict verdict(Question question, Audience approvers, Duration timeout) {
    Promise<Verdict> verdict = task.inquiries().ask(question, approvers, this::people);
    try {
      parts.shown().asks(question);
      TimedWait.await(
          timeout, "waits for the answer to question " + question.id(), verdict::isCompleted);
      return verdict.isCompleted() ? verdict.get() : new Verdict.Expired();
    } finally {
      task.inquiries().close(question);
      parts.shown().asked(question);
    }
  }

  /**
   * Leaves the session with {@code reason}, and waits until the agent has been told to, also in a task that
   * is cancelled. Closing again does nothing. After that {@link #people}, {@link #activeTime}, {@link
   * #isPaused} and {@link #takeMessage} answer with what was last known, and everything else is a bug, which
   * throws an {@link IllegalStateException}.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if the reason is one that no task can give:
   *     superseded or terminated
   */
  public void close(LeaveReason reason) {
    Refusal.unlessNull(reason, "why an agent leaves");
    Refusal.unless(
        reason != LeaveReason.SUPERSEDED && reason != LeaveReason.TERMINATED,
        RefusalCode.AGENT_LEAVES_OTHERWISE,
        "a task's agent leaves as completed, failed, cancelled or abandoned, not as %s"
            .formatted(reason.name().toLowerCase(Locale.ROOT)));
    if (parts.openness().isOpen()) {
      task.close(parts, reason);
    }
  }

  private void requireOpen() {
    parts.openness().require();
  }
}
