package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.presence.ably.Failures;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How steps leave a worker that stops: they are interrupted, and another worker takes them up at once. By itself
 * Temporal would wait before that, the longer the more often a step was interrupted. Temporal is told of it
 * before the step counts as ended here, since the end of a worker cuts off what is not told. Thread-safe.
 */
final class WorkerStop {
  private final String worker;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Set<Thread> atWork = new HashSet<>();

  /** Steps that have been interrupted, or were never begun, and of which Temporal is being told. */
  @GuardedBy("lock")
  private int leaving;

  private final Set<String> queues;
  private volatile boolean takesNoMore;
  private volatile boolean isInterrupting;

  /** One that has not begun, of the worker of that name, and of its steps from {@code queues} alone. */
  WorkerStop(String worker, Set<String> queues) {
    this.worker = worker;
    this.queues = Set.copyOf(queues);
  }

  /** From now on no step begins, unless it would fail for good. */
  void takeNoMore() {
    takesNoMore = true;
  }

  /**
   * Interrupts all steps, and waits until they have ended, but no longer than {@code patience}. Returns whether they
   * have.
   */
  boolean interrupt(Duration patience) {
    isInterrupting = true;
    synchronized (lock) {
      atWork.forEach(Thread::interrupt);
      try {
        awaitEnds(System.nanoTime() + patience.toNanos());
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
      return areAllOver();
    }
  }

  @GuardedBy("lock")
  private boolean areAllOver() {
    return atWork.isEmpty() && leaving == 0;
  }

  @GuardedBy("lock")
  private void awaitEnds(long until) throws InterruptedException {
    long leftMillis = (until - System.nanoTime()) / 1_000_000;
    while (leftMillis > 0 && !areAllOver()) {
      lock.wait(leftMillis);
      leftMillis = (until - System.nanoTime()) / 1_000_000;
    }
  }

  /** Does the work of a step on this thread, unless this worker stops. */
  ActivityOutput during(ActivityExecutionContext step, Supplier<ActivityOutput> work) {
    ActivityInfo info = step.getInfo();
    if (info.isLocal() || !queues.contains(info.getActivityTaskQueue())) {
      return work.get();
    }
    begin();
    try {
      return takesNoMore && mayBeTriedAgain(info)
          ? giveBack(step, Failures.takesNoMore(worker, true))
          : work.get();
    } catch (RuntimeException failure) {
      if (isInterrupting && !isFinal(failure)) {
        return giveBack(step, Failures.interrupted(worker, failure));
      }
      throw failure;
    } finally {
      end();
    }
  }

  static boolean mayBeTriedAgain(ActivityInfo step) {
    int most = step.getRetryOptions().getMaximumAttempts();
    return most == 0 || step.getAttempt() < most;
  }

  private static boolean isFinal(RuntimeException failure) {
    return failure instanceof ActivityCanceledException
        || failure instanceof CanceledFailure
        || (failure instanceof ApplicationFailure told && told.isNonRetryable());
  }

  private void begin() {
    synchronized (lock) {
      atWork.add(Thread.currentThread());
    }
  }

  private ActivityOutput giveBack(ActivityExecutionContext step, ApplicationFailure why) {
    leave();
    step.doNotCompleteOnReturn();
    try {
      step.getWorkflowClient()
          .newActivityCompletionClient()
          .completeExceptionally(step.getInfo().getTaskToken(), why);
    } catch (ActivityNotExistsException over) {
      // It is over, or somebody else's, already.
    } finally {
      noteLeft();
    }
    return new ActivityOutput(null);
  }

  /** Interrupted no more, or Temporal could not be told on this thread. */
  private void leave() {
    synchronized (lock) {
      atWork.remove(Thread.currentThread());
      leaving++;
      Thread.interrupted();
    }
  }

  private void noteLeft() {
    synchronized (lock) {
      leaving--;
      lock.notifyAll();
    }
  }

  /** A step may end without having heard the interruption; Temporal is told of its end on this thread. */
  private void end() {
    synchronized (lock) {
      atWork.remove(Thread.currentThread());
      if (isInterrupting) {
        Thread.interrupted();
      }
      lock.notifyAll();
    }
  }
}
