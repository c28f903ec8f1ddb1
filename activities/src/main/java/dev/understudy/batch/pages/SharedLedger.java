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
        if (!(next instanceof PageLedger.Next.Wait)) {
          hasBegun = true;
          notebook.note(this::notes);
          return Optional.of(next);
        }
        lock.wait();
      }
      return Optional.empty();
    }
  }

  @GuardedBy("lock")
  private boolean isStintOver() {
    return hasBegun && System.nanoTime() - endNanos >= 0;
  }

  /**
   * Returns after {@code delay}.
   *
   * @throws InterruptedException if the attempt is over
   */
  void awaitRetry(Duration delay) throws InterruptedException {
    long due = System.nanoTime() + delay.toNanos();
    synchronized (lock) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        throwIfHalted();
        lock.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      throwIfHalted();
    }
  }

  @GuardedBy("lock")
  private void throwIfHalted() throws InterruptedException {
    if (isHalted) {
      throw new InterruptedException("the attempt is over");
    }
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
      throwIfHalted();
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

  /** See {@link PageLedger#lastNotes}. */
  PageNotes lastNotes(BitSet lost) {
    synchronized (lock) {
      return ledger.lastNotes(lost);
    }
  }
}
