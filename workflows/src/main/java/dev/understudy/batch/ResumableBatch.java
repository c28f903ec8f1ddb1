package dev.understudy.batch;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.presence.Brief;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.session.AgentSession;
import dev.understudy.step.HandedOn;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Works through a source of any size, a page at a time: each item takes effect exactly once, given a
 * sink that is idempotent, or is set aside with its cause. A page is one activity, which goes on where
 * it was when its worker dies; a page that is finished is never touched again. For workflow code only;
 * confined to the workflow's threads.
 *
 * <pre>{@code
 * public long index(Order order, BatchProgress before) {
 *   return AgentSession.attend(spec, session -> {
 *     ResumableBatch batch = ResumableBatch.of(BatchSpec.of("passages").over(order.corpus()), before);
 *     batch.process(session, now -> Workflow.newContinueAsNewStub(Indexing.class).index(order, now));
 *     return batch.progress().done();
 *   });
 * }
 * }</pre>
 *
 * <p>It pauses when its session does, once the items at work have ended and at most a stint after that
 * was ordered, and throws nothing away. A cancelled task leaves at once; the progress it made is still
 * here, as of the last stint. Its worker hears of it with a heartbeat, and processes items until then.
 */
public final class ResumableBatch {
  /** Events. A workflow task of a run that no worker has in memory reads all of them. */
  private static final long LONG_HISTORY = 1_000;

  /** Between two statuses: each is a message to everybody in the session. */
  private static final Duration STATUS_PERIOD = Duration.ofSeconds(2);

  /** Attempts are bounded by stints, and dead ones are noticed by their heartbeat. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private static final Duration LONGEST_RETRY_DELAY = Duration.ofSeconds(10);

  private final BatchSpec spec;
  private final BatchActivities pages;
  private BatchState state;
  private long shownMillis;
  private boolean isAtWork;
  private boolean hasWorked;

  private ResumableBatch(BatchSpec spec, BatchState state) {
    this.spec = spec;
    this.pages = Workflow.newActivityStub(
        BatchActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(NO_LIMIT)
            .setRetryOptions(RetryOptions.newBuilder()
                .setInitialInterval(HandoffPolicy.RETRY_DELAY)
                .setMaximumInterval(LONGEST_RETRY_DELAY)
                .build())
            .setSummary("a page of " + Brief.of(spec.batch()))
            .build());
    this.state = state;
  }

  /**
   * A batch that is as far as {@code progress} says.
   *
   * @param progress {@link BatchProgress#START}, or what an earlier run of the task got to with the same
   *     name and argument; pages and limits may have changed
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is that of another batch
   * @throws IllegalStateException if no workflow runs on this thread
   */
  public static ResumableBatch of(BatchSpec spec, BatchProgress progress) {
    requireWorkflow();
    Refusal.unlessNull(spec, "the spec of a batch");
    Refusal.unless(
        isThere(progress),
        RefusalCode.ARGUMENT_MISSING,
        "the progress of a batch must not be null: BatchProgress.START begins one, also as the argument of a"
            + " task that is started");
    return new ResumableBatch(spec, progress.state().in(spec));
  }

  /** Whether a caller whose build does not look for nulls passed something. */
  private static boolean isThere(@Nullable Object value) {
    return value != null;
  }

  private static void requireWorkflow() {
    if (!WorkflowUnsafe.isWorkflowThread()) {
      throw new IllegalStateException(
          "a batch is worked through by workflow code, but no workflow runs on this thread: call "
              + "ResumableBatch.of in the method of a workflow, beside its AgentSession");
    }
  }

  /** How far it is. Also what a query may answer, and what a task that was cancelled can still tell. */
  public BatchProgress progress() {
    return new BatchProgress(state);
  }

  /**
   * Works until every item is done or set aside.
   *
   * @param continueAsNew calls the task's own workflow method on a continue-as-new stub with the
   *     progress that it is given, and so never returns; called before the history grows long, but not before
   *     this run has worked at a page
   * @throws io.temporal.failure.CanceledFailure if the task was cancelled
   * @throws io.temporal.failure.ActivityFailure if the batch cannot go on, caused by a failure of one of
   *     the types of {@link BatchActivities}
   * @throws io.temporal.failure.ApplicationFailure of type {@link Refusal#TYPE} if the source's
   *     cursor stays or goes backwards, if {@code continueAsNew} returns, if it is being processed already, or
   *     if the run before this one had got further
   */
  public void process(AgentSession session, Functions.Proc1<BatchProgress> continueAsNew) {
    Refusal.unlessNull(session, "the session of batch " + spec.batch());
    Refusal.unless(
        isThere(continueAsNew),
        RefusalCode.ARGUMENT_MISSING,
        "the continueAsNew of batch %s must not be null: it calls a continue-as-new stub"
            .formatted(spec.batch()));
    Refusal.unless(
        !isAtWork,
        RefusalCode.BATCH_AT_WORK_ALREADY,
        "batch %s is being processed already: let one call do it, and wait for that"
            .formatted(spec.batch()));
    requireNoStepBack();
    isAtWork = true;
    try {
      workThrough(session, continueAsNew);
    } finally {
      isAtWork = false;
    }
  }

  private void requireNoStepBack() {
    Milestone here = state.milestone();
    HandedOn.fromTheRunBefore(Milestone.class)
        .filter(before -> before.batch().equals(here.batch()))
        .ifPresent(before -> {
          // Only once: a task may well process the same batch again from its start after that.
          HandedOn.forget();
          Refusal.unless(
              !before.isAheadOf(here),
              RefusalCode.BATCH_STEPS_BACK,
              ("batch %s begins with %s, but the run before handed on %s: pass the progress that continueAsNew"
                      + " is given to the next run, and that to ResumableBatch.of")
                  .formatted(spec.batch(), here, before));
        });
  }

  private void workThrough(AgentSession session, Functions.Proc1<BatchProgress> continueAsNew) {
    while (!state.place().isAtTheEnd()) {
      showBeforeAPause(session);
      session.checkpoint();
      showFromTimeToTime(session);
      // A task that does much before its batch does that again in each run, and might never come to
      // a page.
      if (hasWorked && isHistoryLong()) {
        leaveTheRest(continueAsNew);
      }
      processPage();
    }
    show(session);
  }

  /** A pause may be long, and what is shown when it begins stands until it ends. */
  private void showBeforeAPause(AgentSession session) {
    if (session.isPaused()) {
      show(session);
    }
  }

  private void processPage() {
    long begun = Workflow.currentTimeMillis();
    PageOutcome outcome = pages.process(state.order(spec));
    BatchState before = state;
    state = state.after(outcome, Workflow.currentTimeMillis() - begun);
    hasWorked = true;
    measureSince(before);
  }

  private void measureSince(BatchState before) {
    Measures measures = Measures.ofThisTask();
    String batch = spec.batch();
    measures.count(Metric.BATCH_ITEMS, state.done() - before.done(), batch, "done");
    measures.count(Metric.BATCH_ITEMS, state.setAside() - before.setAside(), batch, "set-aside");
    measures.count(
        Metric.BATCH_PAGES, state.finished().pages() - before.finished().pages(), batch);
  }

  private static boolean isHistoryLong() {
    return Workflow.getInfo().getHistoryLength() >= LONG_HISTORY
        || Workflow.getInfo().isContinueAsNewSuggested();
  }

  private void leaveTheRest(Functions.Proc1<BatchProgress> continueAsNew) {
    Workflow.await(Workflow::isEveryHandlerFinished);
    HandedOn.toTheNextRun(state.milestone());
    continueAsNew.apply(progress());
    throw Refusal.of(
        RefusalCode.BATCH_DID_NOT_CONTINUE,
        "batch %s: continueAsNew returned; it must call a continue-as-new stub"
            .formatted(spec.batch()));
  }

  private void showFromTimeToTime(AgentSession session) {
    long now = Workflow.currentTimeMillis();
    if (now - shownMillis >= STATUS_PERIOD.toMillis()) {
      shownMillis = now;
      show(session);
    }
  }

  private void show(AgentSession session) {
    session.status(spec.batch(), state.detail());
  }
}
