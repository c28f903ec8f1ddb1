package dev.understudy.lease;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.understudy.Internal;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A loop around {@link Noticing}, which decides; here it is done. */
@Internal
public final class LeaseWorkflowImpl implements LeaseWorkflow {
  private static final Logger LOG = Workflow.getLogger(LeaseWorkflowImpl.class);

  /** Longer than any worker runs. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private static final RetryOptions ONCE =
      RetryOptions.newBuilder().setMaximumAttempts(1).build();

  /** That some forty false alarms fill; a busy machine reads them in a tenth of the time that it has. */
  private static final int MOST_EVENTS = 400;

  /** With which each run begins: scheduled, started, and a workflow task for it at the most. */
  private static final int EVENTS_OF_A_PAGE = 5;

  private static final Duration BREAK = Duration.ofMillis(100);

  /** Some are lost with workers that are about to die, too. */
  private static final int TRIES = 20;

  private final LeaseStart start;
  private final Queue<NoticingEvent> inbox = new ArrayDeque<>();
  private Noticing noticing;
  private int pages;
  private int pagesBegun;

  private final ReapingActivities decider = Workflow.newLocalActivityStub(
      ReapingActivities.class,
      LocalActivityOptions.newBuilder()
          .setScheduleToCloseTimeout(LeasePace.DEPUTY)
          .build());

  /** Takes a lease up, or goes on with it. */
  @WorkflowInit
  public LeaseWorkflowImpl(LeaseStart start) {
    this.start = start;
    this.pages = start.pages();
    this.noticing = first().next();
  }

  @Override
  public LeaseEnd keep(LeaseStart same) {
    take(first());
    while (!(noticing instanceof Noticing.Over)) {
      beginPages();
      continueAsNewIfDue();
      Workflow.await(() -> !inbox.isEmpty()
          || pagesBegun < pages
          || (isLong() && noticing instanceof Noticing.Trusted));
      while (!inbox.isEmpty()) {
        take(noticing.on(inbox.remove(), now()));
      }
    }
    return end((Noticing.Over) noticing);
  }

  private Noticing.Step first() {
    return Noticing.of(start.run(), start.tally());
  }

  private void take(Noticing.Step step) {
    noticing = step.next();
    step.effects().forEach(this::perform);
  }

  private void perform(NoticingEffect effect) {
    if (effect instanceof NoticingEffect.Hold hold) {
      hold(hold);
    } else if (effect instanceof NoticingEffect.Ask ask) {
      ask(ask);
    } else if (effect instanceof NoticingEffect.Reap reap) {
      reap(reap.order());
    } else if (effect instanceof NoticingEffect.AwaitReturn) {
      awaitReturn();
    } else if (effect instanceof NoticingEffect.ReapAgain again) {
      reapAgain(again);
    } else {
      throw new AssertionError(effect);
    }
  }

  private void hold(NoticingEffect.Hold hold) {
    LeaseActivities worker = own(lasting().setHeartbeatTimeout(LeasePace.TIMEOUT));
    NoticingEvent missed = new NoticingEvent.Missed(hold.number());
    Promise<Promise<Boolean>> unused = Async.procedure(worker::hold, start.run())
        .handle((done, failure) -> isSilence(failure)
            ? Workflow.newPromise(inbox.add(missed))
            : whenDone(Workflow.newTimer(LeasePace.TIMEOUT), never -> missed));
  }

  /** Who cannot hold a lease says so at once, and would again and again if it were asked to at once. */
  private static boolean isSilence(@Nullable RuntimeException failure) {
    return failure != null && failure.getCause() instanceof TimeoutFailure;
  }

  /** As a whole in time, and not only its start: a worker that is frozen still has polls out, and is given it. */
  private void ask(NoticingEffect.Ask ask) {
    whenDone(
        Async.procedure(
            own(ActivityOptions.newBuilder().setScheduleToCloseTimeout(ask.patience()))::answer),
        failure -> failure == null
            ? new NoticingEvent.Answered(ask.question())
            : new NoticingEvent.Unanswered(ask.question()));
  }

  private void reap(ReapOrder order) {
    Promise<Harvest> reaped = Async.function(this::reaped, order);
    whenDone(
        reaped,
        failure -> new NoticingEvent.Gathered(failure == null ? reaped.get() : lost(failure)));
  }

  private Harvest reaped(ReapOrder order) {
    for (int tries = 1; ; tries++) {
      try {
        return atDecider().reap(order);
      } catch (ActivityFailure failure) {
        if (tries == TRIES) {
          throw failure;
        }
        Workflow.sleep(BREAK);
      }
    }
  }

  /** Who decides at this moment. */
  private ReapingActivities atDecider() {
    return Workflow.newActivityStub(
        ReapingActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(decider.here())
            .setScheduleToStartTimeout(LeasePace.DEPUTY)
            .setStartToCloseTimeout(LeasePace.REAPING)
            .setHeartbeatTimeout(LeasePace.DEPUTY)
            .setDisableEagerExecution(true)
            .setRetryOptions(ONCE)
            .build());
  }

  private Harvest lost(RuntimeException failure) {
    LOG.warn(
        "what {} held was not given out again: it will be when its heartbeats are missed",
        start.run().worker(),
        failure);
    return new Harvest(0, 0, 0, 1);
  }

  /** A worker that does not come back by then is not given anything any more. */
  private void awaitReturn() {
    whenDone(
        Async.procedure(own(
            ActivityOptions.newBuilder().setScheduleToCloseTimeout(LeasePace.POLLS_END))::isBack),
        failure -> new NoticingEvent.Returned());
  }

  private void reapAgain(NoticingEffect.ReapAgain again) {
    Promise<Harvest> reaped = Async.function(() -> {
      Workflow.sleep(again.pause());
      return atDecider().reapAgain(again.order());
    });
    whenDone(
        reaped,
        failure -> new NoticingEvent.GatheredAgain(failure == null ? reaped.get() : Harvest.NONE));
  }

  /** Its worker never completes one. */
  private void beginPages() {
    for (; pagesBegun < pages; pagesBegun++) {
      Promise<Void> unused =
          Async.procedure(own(lasting())::page, pagesBegun).handle((done, failure) -> null);
    }
  }

  private static ActivityOptions.Builder lasting() {
    return ActivityOptions.newBuilder().setStartToCloseTimeout(FOR_EVER);
  }

  private LeaseActivities own(ActivityOptions.Builder options) {
    return Workflow.newActivityStub(
        LeaseActivities.class,
        options
            .setTaskQueue(start.run().ownQueue())
            .setRetryOptions(ONCE)
            .setDisableEagerExecution(true)
            .build());
  }

  private interface News {
    NoticingEvent of(@Nullable RuntimeException failure);
  }

  @CanIgnoreReturnValue
  private Promise<Boolean> whenDone(Promise<?> promise, News news) {
    return promise.handle((done, failure) -> inbox.add(news.of(failure)));
  }

  /** What the worker holds is not read by anybody while nobody suspects it, and it writes it anew. */
  private void continueAsNewIfDue() {
    if (inbox.isEmpty() && isLong() && noticing instanceof Noticing.Trusted trusted) {
      Workflow.newContinueAsNewStub(LeaseWorkflow.class).keep(start.with(pages, trusted.tally()));
    }
  }

  /** Whoever decides reads all of it, and has a second for that. */
  private boolean isLong() {
    int begun = pages * EVENTS_OF_A_PAGE;
    return Workflow.getInfo().getHistoryLength() > MOST_EVENTS + begun
        || Workflow.getInfo().isContinueAsNewSuggested();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private LeaseEnd end(Noticing.Over over) {
    return new LeaseEnd(start.run(), start.since(), over.tally(), over.reaping());
  }

  @Override
  public void suspect(Suspected suspected) {
    inbox.add(new NoticingEvent.Doubted(suspected));
  }

  @Override
  public void proved(Proof proof) {
    inbox.add(new NoticingEvent.Proven(proof));
  }

  @Override
  public void pages(int count) {
    pages = Math.max(pages, count);
  }

  @Override
  public void close() {
    inbox.add(new NoticingEvent.Closed());
  }

  @Override
  public LeaseView view() {
    return new LeaseView(
        start.run(), start.since(), pages, noticing.tally(), noticing.doubt(), noticing.provedAt());
  }
}
