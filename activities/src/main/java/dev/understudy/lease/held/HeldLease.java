package dev.understudy.lease.held;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import dev.understudy.Internal;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.WorkerRun;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's side of its lease: it is heard of, has a ledger, and answers. If its lease has ended, by whatever, it
 * begins another one; it works with or without, since what it holds has heartbeats of its own.
 *
 * <p>Thread-safe. Beats on the scheduler that all heartbeats of the worker share, until it is closed.
 */
@Internal
public final class HeldLease implements LeaseActivities {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

  /** Without all that its lease gives it for so long, it looks what has become of that; something may be on its way. */
  private static final Duration PATIENCE = LeasePace.TIMEOUT;

  /** For a request that Temporal may not take. */
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final LedgerCall call;
  private final LeaseWatch watch;
  private final ScheduledExecutorService scheduler;
  private final Executor background;
  private final Ledger ledger;
  private final Object lock = new Object();

  /** Of the activity that it beats for; empty if there is none. */
  @GuardedBy("lock")
  private ByteString hold = ByteString.EMPTY;

  /** When it looked last, or had no reason to. */
  @GuardedBy("lock")
  private long lookedNanos = System.nanoTime();

  @GuardedBy("lock")
  private final List<Future<?>> rhythms = new ArrayList<>();

  /**
   * One that has not begun.
   *
   * @param scheduler for calls to Temporal that must not wait
   * @param background for those that may take their time
   */
  public HeldLease(
      WorkflowClient client,
      WorkerRun run,
      ScheduledExecutorService scheduler,
      Executor background) {
    this.call = new LedgerCall(client);
    this.scheduler = scheduler;
    this.background = background;
    this.watch = new LeaseWatch(client, run);
    this.ledger = new Ledger(
        call::write, scheduler, pages -> background.execute(() -> watch.tellPages(pages)));
  }

  /** What its worker holds. */
  public Ledger ledger() {
    return ledger;
  }

  /** Begins it; the worker must poll its own task queue by now. Returns at once. */
  public void begin() {
    synchronized (lock) {
      rhythms.add(every(LeasePace.BEAT, this::beat));
      rhythms.add(every(LeasePace.DOORBELL, () -> background.execute(watch::hangDoorbell)));
    }
    look();
  }

  private Future<?> every(Duration period, Runnable action) {
    return scheduler.scheduleAtFixedRate(
        action, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    background.execute(() -> watch.look(ledger));
  }

  private void beat() {
    ByteString token;
    synchronized (lock) {
      token = hold;
    }
    boolean isHeld = !token.isEmpty();
    if (isHeld) {
      Future<?> unused = call.beat(token).thenAccept(answer -> onAnswer(token, answer));
    }
    if ((!isHeld || ledger.lacksPages()) && isOverdue()) {
      look();
    }
  }

  private void onAnswer(ByteString token, LedgerCall.Answer answer) {
    if (answer == LedgerCall.Answer.GONE && release(token)) {
      look();
    }
  }

  private boolean release(ByteString token) {
    synchronized (lock) {
      if (!hold.equals(token)) {
        return false;
      }
      hold = ByteString.EMPTY;
      lookedNanos = System.nanoTime();
      return true;
    }
  }

  /** Once in a while, as long as it is. */
  private boolean isOverdue() {
    synchronized (lock) {
      long now = System.nanoTime();
      boolean isOverdue = now - lookedNanos > PATIENCE.toNanos();
      if (isOverdue) {
        lookedNanos = now;
      }
      return isOverdue;
    }
  }

  @Override
  public void hold(WorkerRun run) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    context.doNotCompleteOnReturn();
    watch.isHeld(context.getInfo().getWorkflowRunId());
    synchronized (lock) {
      hold = ByteString.copyFrom(context.getInfo().getTaskToken());
    }
  }

  @Override
  public void page(int number) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    context.doNotCompleteOnReturn();
    ledger.open(number, ByteString.copyFrom(context.getInfo().getTaskToken()));
  }

  @Override
  public void answer() {}

  @Override
  public void isBack() {}

  /**
   * Says goodbye, so that nobody asks: for a worker that holds nothing any more. What a worker holds may still be there
   * when it stops; then it goes without, and is missed.
   */
  public void close() {
    synchronized (lock) {
      rhythms.forEach(rhythm -> rhythm.cancel(false));
    }
    try {
      CompletableFuture.runAsync(watch::close, background)
          .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unsaid) {
      LOG.debug("a worker goes without goodbye, and will be missed", unsaid);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
