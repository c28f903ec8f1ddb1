package dev.understudy.batch.pages;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.SetAsideItem;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page's ledger among the threads that process its items: gives each the next thing to do once there is
 * one, has it noted, and gives nothing more after the stint or a halt. Thread-safe.
 */
final class SharedLedger {
  private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY_DELAY = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 5;

  private final Notebook notebook;
  private final long endNanos;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final PageLedger ledger;

  @GuardedBy("lock")
  private boolean hasBegun;

  @GuardedBy("lock")
  private boolean isHalted;

  @GuardedBy("lock")
  private @Nullable Throwable fault;

  /**
   * Open for one stint from now on.
   *
   * @param notebook called with the lock held
   */
  SharedLedger(PageLedger ledger, Notebook notebook, Duration stint) {
    this.ledger = ledger;
    this.notebook = notebook;
    this.endNanos = System.nanoTime() + stint.toNanos();
  }

  /** The next thing to do, once there is one; empty if there will be none in this attempt. */
  Optional<PageLedger.Next> take() throws InterruptedException {
    synchronized (lock) {
      while (!isHalted && !isStintOver()) {
        PageLedger.Next next = ledger.next();
        if (next instanceof PageLedger.Next.Finish) {
          return Optional.empty();
        }
        if (next instanceof PageLedger.Next.Retry retry) {
          return retried(retry);
        }
        if (!(next instanceof PageLedger.Next.Wait)) {
          return Optional.of(begun(next));
        }
        lock.wait();
      }
      return Optional.empty();
    }
  }

  /** Empty if the stint or the attempt ends before its time has come: it is as it was, then. */
  @GuardedBy("lock")
  private Optional<PageLedger.Next> retried(PageLedger.Next.Retry retry)
      throws InterruptedException {
    awaitTurn(System.nanoTime() + retryDelay(retry.tried()).toNanos());
    if (isHalted || isStintOver()) {
      lock.notifyAll(); // some may wait for this item's end
      return Optional.empty();
    }
    return Optional.of(begun(ledger.begin(retry)));
  }

  /** Waits no longer than the stint: one that has begun nothing by then has to, or none might ever. */
  @GuardedBy("lock")
  private void awaitTurn(long dueNanos) throws InterruptedException {
    long left = untilNanos(dueNanos);
    while (!isHalted && left > 0) {
      lock.wait(left / 1_000_000, (int) (left % 1_000_000));
      left = untilNanos(dueNanos);
    }
  }

  private long untilNanos(long dueNanos) {
    long now = System.nanoTime();
    return Math.min(dueNanos - now, endNanos - now);
  }

  private static Duration retryDelay(int tried) {
    Duration delay = FIRST_RETRY_DELAY.multipliedBy(1L << Math.min(tried - 1, MOST_DOUBLINGS));
    return delay.compareTo(LONGEST_RETRY_DELAY) < 0 ? delay : LONGEST_RETRY_DELAY;
  }

  @GuardedBy("lock")
  private PageLedger.Next begun(PageLedger.Next next) {
    hasBegun = true;
    notebook.note(this::notes);
    return next;
  }

  @GuardedBy("lock")
  private boolean isStintOver() {
    return hasBegun && System.nanoTime() - endNanos >= 0;
  }

  /** An item took effect. */
  void succeeded(int item) {
    synchronized (lock) {
      ledger.succeeded(item);
      lock.notifyAll();
    }
  }

  /**
   * An item failed: gives whether it is tried again, or has to be set aside.
   *
   * @param mayTryAgain whether its failure allows that
   * @param why it failed
   * @throws InterruptedException if the attempt is over: what fails because it was interrupted is not to
   *     blame
   */
  boolean failed(int item, boolean mayTryAgain, String why) throws InterruptedException {
    synchronized (lock) {
      if (isHalted) {
        throw new InterruptedException("the attempt is over");
      }
      if (!mayTryAgain || ledger.isLastTry(item)) {
        ledger.failedForGood(item, why);
        return false;
      }
      ledger.failed(item);
      lock.notifyAll();
      return true;
    }
  }

  /** An item was set aside, and the sink has it: gives how many of the page were by now. */
  int setAside(int item, SetAsideItem what) {
    synchronized (lock) {
      ledger.setAside(item, what);
      lock.notifyAll();
      return ledger.countAside();
    }
  }

  /** The Java machine failed while it was at an item. */
  void erred(int item, String what) {
    synchronized (lock) {
      ledger.erred(item, what);
    }
  }

  /** Gives nothing more to do, though nobody is to blame. */
  void halt() {
    halt(null);
  }

  /** Gives nothing more to do, because of {@code cause} if nothing else came before it. */
  void halt(@Nullable Throwable cause) {
    synchronized (lock) {
      isHalted = true;
      if (fault == null) {
        fault = cause;
      }
      lock.notifyAll();
    }
  }

  /** What it was first halted for; empty if nothing was to blame. */
  Optional<Throwable> fault() {
    synchronized (lock) {
      return Optional.ofNullable(fault);
    }
  }

  boolean isFinished() {
    synchronized (lock) {
      return ledger.isFinished();
    }
  }

  /** What the next attempt has to know if this one dies now. */
  PageNotes notes() {
    synchronized (lock) {
      return ledger.notes();
    }
  }

  /** The notes to end with if {@code lost} items are: {@link PageLedger#lastNotes}. */
  PageNotes lastNotes(BitSet lost) {
    synchronized (lock) {
      return ledger.lastNotes(lost);
    }
  }
}
