package dev.understudy.batch.pages;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.batch.pages.BatchSink.Attempt;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at a page: processes its items in parallel, as its ledger says, until all are settled, the
 * stint is over, or something stands in the way. Thread-safe; {@link #perform} is called once.
 */
final class PageAttempt<T> {
  private final List<Item<T>> items;
  private final BatchSink<T> sink;
  private final Rules rules;
  private final ItemThreads threads;
  private final SharedLedger ledger;

  /**
   * What an attempt has to keep to.
   *
   * @param keyPrefix of all idempotency keys of the task
   * @param itemTime how long a call about one item may take
   * @param mayStillSetAside how many items of the page may be set aside
   * @param context in which what a user wrote is called
   */
  record Rules(
      BatchSpec.Paging paging,
      String keyPrefix,
      Duration itemTime,
      long mayStillSetAside,
      PageContext context) {}

  PageAttempt(
      List<Item<T>> items, BatchSink<T> sink, PageLedger ledger, Rules rules, Notebook notebook) {
    this.items = items;
    this.sink = sink;
    this.rules = rules;
    int parallel = Math.max(1, Math.min(rules.paging().parallelism(), items.size()));
    this.threads = new ItemThreads(parallel, rules.context());
    Duration stint = Duration.ofMillis(rules.paging().stintMillis());
    this.ledger = new SharedLedger(ledger, notebook, stint);
  }

  /**
   * Processes what it can, and gives what stood in the way; empty if nothing did.
   *
   * @throws InterruptedException if it is interrupted; whatever was at work is, too
   */
  Optional<Throwable> perform() throws InterruptedException {
    try (threads) {
      threads.perform(this::work, ledger::halt);
    }
    return ledger.fault();
  }

  boolean isFinished() {
    return ledger.isFinished();
  }

  /**
   * The notes for whoever goes on after an end that was nobody's fault among the items, but perhaps of those
   * that have not ended although they were interrupted.
   */
  PageNotes lastNotes() {
    return ledger.lastNotes(threads.underway());
  }

  /** The notes if the process itself is ill: whatever was at work may have made it so. */
  PageNotes notes() {
    return ledger.notes();
  }

  private void work() {
    try {
      Optional<PageLedger.Next> next = ledger.take();
      while (next.isPresent()) {
        perform(next.get());
        next = ledger.take();
      }
    } catch (InterruptedException told) {
      ledger.halt();
    } catch (Throwable cause) {
      ledger.halt(cause);
    }
  }

  private void perform(PageLedger.Next next) throws Exception {
    if (next instanceof PageLedger.Next.Begin begin) {
      process(begin.item(), begin.tried());
    } else if (next instanceof PageLedger.Next.Condemn condemn) {
      setAside(condemn.item(), lastAttempt(condemn), verdict(condemn));
    } else {
      throw new AssertionError(next);
    }
  }

  private Attempt lastAttempt(PageLedger.Next.Condemn condemn) {
    return attempt(condemn.item(), condemn.failures() + condemn.deaths() - 1);
  }

  private static Exception verdict(PageLedger.Next.Condemn condemn) {
    return new IllegalStateException(condemn.failures() == 0 ? death(condemn) : failure(condemn));
  }

  private static String failure(PageLedger.Next.Condemn condemn) {
    return "in an earlier attempt at its page it failed"
        + (condemn.deaths() == 0
            ? ""
            : ", and its worker died %d times".formatted(condemn.deaths()))
        + condemn.error().map(error -> ": " + error).orElse("");
  }

  private static String death(PageLedger.Next.Condemn condemn) {
    return condemn
        .error()
        .map(error -> "%d attempts at its page died while it was processed, the latest known of %s"
            .formatted(condemn.deaths(), error))
        .orElseGet(
            () -> "its worker died %d times while it was processed".formatted(condemn.deaths()));
  }

  private void process(int index, int tried) throws Exception {
    try {
      call(index, () -> sink.process(items.get(index), attempt(index, tried)));
    } catch (UnavailableException outage) {
      throw outage;
    } catch (Throwable failure) {
      if (FailureText.isOfTheMachine(failure)) {
        throw failure;
      }
      failed(index, tried, failure);
      return;
    }
    ledger.succeeded(index);
  }

  /** Something about an item that a user wrote. */
  @FunctionalInterface
  private interface Deed {
    void perform() throws Exception;
  }

  private void call(int index, Deed deed) throws Exception {
    try {
      threads.call(
          index,
          () -> {
            deed.perform();
            return index;
          },
          rules.itemTime());
    } catch (VirtualMachineError error) {
      if (FailureText.isOfTheMachine(error)) {
        ledger.erred(index, FailureText.of(error));
      }
      throw error;
    }
  }

  private Attempt attempt(int index, int tried) {
    return new Attempt(rules.keyPrefix() + items.get(index).key(), tried + 1);
  }

  private void failed(int index, int tried, Throwable failure) throws Exception {
    if (!ledger.failed(index, mayTryAgain(failure), FailureText.of(failure))) {
      setAside(index, attempt(index, tried), asException(failure));
    }
  }

  private static boolean mayTryAgain(Throwable failure) {
    boolean isRefused = failure instanceof ApplicationFailure refusal && refusal.isNonRetryable();
    // Another try would run beside this one.
    boolean goesOn = failure instanceof ItemThreads.OverdueException overdue && overdue.isDeaf;
    return !isRefused && !goesOn;
  }

  private static Exception asException(Throwable failure) {
    return failure instanceof Exception exception
        ? exception
        : new IllegalStateException(failure.toString(), failure);
  }

  private void setAside(int index, Attempt attempt, Exception cause) throws Exception {
    Item<T> item = items.get(index);
    call(index, () -> sink.setAside(item, attempt, cause));
    SetAsideItem what = new SetAsideItem(item.key(), FailureText.of(cause));
    requireFew(ledger.setAside(index, what), what);
  }

  private void requireFew(int aside, SetAsideItem latest) {
    if (aside > rules.mayStillSetAside()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "more items were set aside than the batch may: the latest is %s: %s"
              .formatted(latest.key(), latest.cause()),
          BatchActivities.TOO_MANY_SET_ASIDE);
    }
  }
}
