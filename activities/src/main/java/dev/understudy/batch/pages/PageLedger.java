package dev.understudy.batch.pages;

import dev.understudy.batch.ItemPositions;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageNotes.Identity;
import dev.understudy.batch.PageNotes.Last;
import dev.understudy.batch.PageNotes.Settled;
import dev.understudy.batch.PageNotes.Trouble;
import dev.understudy.batch.SetAsideItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which items of a page are to be processed next, and what is known of each: the decisions of one
 * attempt, without a thread or a clock. Confined to one thread, or to one lock.
 *
 * <p>Items that nothing is known against come first; then those that failed; last those at which an
 * attempt died, each alone, so that one that kills its worker can take no other with it, and all that
 * can be done is done before it gets another chance. An item at work in an attempt that died is under
 * suspicion, not convicted: only the limit of attempts sets it aside. Whatever has used its attempts up
 * is never processed again, also if it could not be set aside when it had.
 *
 * <p>Why each attempt comes further, or is counted: an item that is settled stays so in the notes, an
 * item that fails is counted, and one that kills is counted if it was noted as at work. It is, since an
 * attempt after a death notes each item before it begins (see {@link PageAttempt}). Whoever dies without
 * even that is stopped by the limit of attempts at the page.
 */
final class PageLedger {
  /** What to do next. */
  sealed interface Next {
    /**
     * Begin with an item.
     *
     * @param tried how often it was tried before
     */
    record Begin(int item, int tried) implements Next {}

    /**
     * Process an item again, after a while. Until it is begun it waits: a death then is none of its doing.
     *
     * @param tried how often it was tried before, from 1
     */
    record Retry(int item, int tried) implements Next {}

    /**
     * Set an item aside that has used its attempts up.
     *
     * @param failures how often it failed; the most that is allowed for one that may not be tried again
     * @param deaths how many attempts at its page died while it was at work
     * @param error what the latest of these said of which that is known
     */
    record Condemn(int item, int failures, int deaths, Optional<String> error) implements Next {}

    /** Ask again when one of those at work has ended. */
    record Wait() implements Next {}

    /** Every item is settled. */
    record Finish() implements Next {}
  }

  private final Identity page;
  private final int itemAttempts;
  private final int attempt;
  private final BitSet done;
  private final BitSet aside;
  private final List<SetAsideItem> first;
  private final Map<Integer, Integer> failures;
  private final Map<Integer, Integer> deaths;
  private final Map<Integer, String> errors;
  private final BitSet atWork = new BitSet();
  private final BitSet waiting = new BitSet();
  private final Deque<Integer> fresh = new ArrayDeque<>();
  private final Deque<Integer> failed = new ArrayDeque<>();
  private final Deque<Integer> suspects = new ArrayDeque<>();
  private int progressed;

  private PageLedger(Identity page, PageNotes earlier, int itemAttempts, int attempt) {
    this.page = page;
    this.itemAttempts = itemAttempts;
    this.attempt = attempt;
    this.done = earlier.settled().done().set();
    this.aside = earlier.settled().aside().set();
    this.first = new ArrayList<>(earlier.settled().first());
    this.failures = new TreeMap<>(earlier.trouble().failures());
    this.deaths = new TreeMap<>(earlier.trouble().deaths());
    this.errors = new TreeMap<>(earlier.trouble().errors());
    this.progressed = earlier.last().progressed();
  }

  /**
   * A page as the last attempt left it.
   *
   * @param page whose notes they are
   * @param itemAttempts the limit for one item
   * @param attempt the number of this one
   */
  static PageLedger open(Identity page, PageNotes earlier, int itemAttempts, int attempt) {
    PageLedger ledger = new PageLedger(page, earlier, itemAttempts, attempt);
    if (!earlier.last().isOrderly()) {
      ledger.blame(earlier.last().atWork().set());
    }
    ledger.lineUp();
    return ledger;
  }

  private void blame(BitSet wereAtWork) {
    wereAtWork.andNot(done);
    wereAtWork.andNot(aside);
    wereAtWork.stream().forEach(item -> deaths.merge(item, 1, Integer::sum));
  }

  private void lineUp() {
    for (int item = 0; item < page.size(); item++) {
      if (!isSettled(item)) {
        queueOf(item).add(item);
      }
    }
  }

  private Deque<Integer> queueOf(int item) {
    if (deaths.containsKey(item)) {
      return suspects;
    }
    return failures.containsKey(item) ? failed : fresh;
  }

  private boolean isSettled(int item) {
    return done.get(item) || aside.get(item);
  }

  /** What to do next; an item that is to be processed or condemned is at work from now on, unless it waits. */
  Next next() {
    if (isSuspectTaken()) {
      return new Next.Wait();
    }
    if (!fresh.isEmpty()) {
      return take(fresh.remove());
    }
    if (!failed.isEmpty()) {
      return take(failed.remove());
    }
    if (!atWork.isEmpty() || !waiting.isEmpty()) {
      return new Next.Wait();
    }
    return suspects.isEmpty() ? new Next.Finish() : take(suspects.remove());
  }

  private boolean isSuspectTaken() {
    return deaths.containsKey(atWork.nextSetBit(0)) || deaths.containsKey(waiting.nextSetBit(0));
  }

  private Next take(int item) {
    int tried = tried(item);
    if (tried > 0 && tried < itemAttempts) {
      waiting.set(item);
      return new Next.Retry(item, tried);
    }
    atWork.set(item);
    return tried == 0 ? new Next.Begin(item, tried) : condemn(item);
  }

  private Next condemn(int item) {
    return new Next.Condemn(
        item,
        failures.getOrDefault(item, 0),
        deaths.getOrDefault(item, 0),
        Optional.ofNullable(errors.get(item)));
  }

  /** An item has waited, and is at work from now on. */
  Next.Begin begin(Next.Retry retry) {
    waiting.clear(retry.item());
    atWork.set(retry.item());
    return new Next.Begin(retry.item(), retry.tried());
  }

  private int tried(int item) {
    return failures.getOrDefault(item, 0) + deaths.getOrDefault(item, 0);
  }

  /** An item took effect. */
  void succeeded(int item) {
    settle(item, done);
  }

  /** An item was set aside, and the sink has it. */
  void setAside(int item, SetAsideItem what) {
    settle(item, aside);
    if (first.size() < SetAsideItem.REMEMBERED) {
      first.add(what);
    }
  }

  private void settle(int item, BitSet as) {
    atWork.clear(item);
    as.set(item);
    failures.remove(item);
    deaths.remove(item);
    errors.remove(item);
    progressed = attempt;
  }

  /** Whether an item that fails now has been tried often enough. */
  boolean isLastTry(int item) {
    return tried(item) + 1 >= itemAttempts;
  }

  /** An item failed, and is to be tried again. */
  void failed(int item) {
    atWork.clear(item);
    failures.merge(item, 1, Integer::sum);
    queueOf(item).add(item);
  }

  /**
   * An item failed, and is to be set aside now; or by a later attempt, if this one cannot. It stays at
   * work until it is.
   */
  void failedForGood(int item, String why) {
    failures.merge(item, 1, Integer::sum);
    failures.merge(item, itemAttempts, Math::max);
    errors.put(item, why);
  }

  /** The Java machine failed while it was at an item: the attempt dies of that, with the item at work. */
  void erred(int item, String what) {
    errors.put(item, what);
  }

  int countAside() {
    return aside.cardinality();
  }

  boolean isFinished() {
    return done.cardinality() + aside.cardinality() == page.size();
  }

  /** What the next attempt has to know if this one dies now. */
  PageNotes notes() {
    return notes(new Last(ItemPositions.of(atWork), progressed, false, attempt));
  }

  /**
   * What it has to know if this one ends by itself now: nobody was to blame.
   *
   * @param lost items that are still at work although they should have ended: they are under suspicion
   */
  PageNotes lastNotes(BitSet lost) {
    BitSet unsettled = (BitSet) lost.clone();
    unsettled.andNot(done);
    unsettled.andNot(aside);
    return notes(new Last(ItemPositions.of(unsettled), progressed, unsettled.isEmpty(), attempt));
  }

  private PageNotes notes(Last last) {
    Settled settled = new Settled(ItemPositions.of(done), ItemPositions.of(aside), first);
    return new PageNotes(page, settled, new Trouble(failures, deaths, errors), last);
  }
}
