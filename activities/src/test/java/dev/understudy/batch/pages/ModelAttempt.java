package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.batch.pages.ModelWorld.Fate;
import dev.understudy.batch.pages.ModelWorld.Kind;
import dev.understudy.batch.pages.PageLedger.Next;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/**
 * One attempt at a page, whose threads are interleaved at random: the real decisions of {@link
 * Resumption} and {@link PageLedger} on items that a model processes. Confined to one thread.
 */
@NullMarked
final class ModelAttempt {
  /** How an attempt ends. */
  public enum End {
    /** With a result, which is on its way. */
    RESULT,
    /** With a failure of the world, not of an item. */
    OUTAGE,
    DEATH
  }

  final int activity;
  private final ModelWorld world;
  private final PageOrder order;
  private final int attempt;
  private final List<Integer> page;
  private final PageLedger ledger;
  private final BitSet settledBefore;
  private final boolean isCareful;
  private final List<Next> atWork = new ArrayList<>();
  private final BitSet effects = new BitSet();
  private final BitSet lost;
  private final int stint;
  private int begun;
  private boolean isOver;

  ModelAttempt(ModelWorld world, PageOrder order, PageNotes earlier, int attempt, int activity) {
    this.world = world;
    this.order = order;
    this.attempt = attempt;
    this.activity = activity;
    this.page = world.page(order.cursor());
    Resumption resumption = new Resumption(earlier, attempt);
    List<String> keys = page.stream().map(item -> "letter-" + item).toList();
    this.ledger = resumption.ledger(keys, ModelWorld.ITEM_ATTEMPTS).orElseThrow();
    this.isCareful = resumption.isCareful();
    this.settledBefore = settled(ledger.notes());
    this.lost = world.lost();
    this.stint = world.oneIn(3) ? 1 + world.random.nextInt(6) : Integer.MAX_VALUE;
    if (!earlier.last().isOrderly()) {
      blame(earlier.last().atWork().set());
    }
  }

  private static BitSet settled(PageNotes notes) {
    BitSet settled = notes.settled().done().set();
    settled.or(notes.settled().aside().set());
    return settled;
  }

  private void blame(BitSet wereAtWork) {
    wereAtWork.stream().forEach(position -> fate(position).deathsAtWork++);
  }

  private Fate fate(int position) {
    return world.items.get(page.get(position));
  }

  /** Whether Temporal has given it up, or has its result. */
  boolean isOver() {
    return isOver;
  }

  /** Temporal has given it up; what it did and could not note will be done again. */
  void end() {
    isOver = true;
    effects.stream()
        .filter(position -> !world.isNotedDone(this, position))
        .forEach(position -> fate(position).isUnnoted = true);
  }

  /** Items that failed for good, as far as this attempt knows. */
  BitSet lost() {
    return (BitSet) lost.clone();
  }

  PageOutcome outcome() {
    return new PageOutcome(
        ledger.lastNotes(new BitSet()),
        ledger.isFinished(),
        world.next(order.cursor()),
        new PageOutcome.Work(attempt, Optional.empty()));
  }

  /** One thing happens on one of its threads; gives how it ended if it did by that. */
  Optional<End> step() {
    if (world.strikes()) {
      return Optional.of(End.DEATH);
    }
    boolean mayBegin = begun < stint && atWork.size() < world.parallelism;
    if (mayBegin && (atWork.isEmpty() || world.random.nextBoolean())) {
      Next next = ledger.next();
      if (next instanceof Next.Retry) {
        atWork.add(next); // it waits on its thread
        return Optional.empty();
      }
      if (!(next instanceof Next.Wait)) {
        return next instanceof Next.Finish ? Optional.of(End.RESULT) : begin(next);
      }
    }
    return atWork.isEmpty() ? Optional.of(End.RESULT) : finishOne();
  }

  private Optional<End> begin(Next next) {
    begun++;
    atWork.add(next);
    assertThat(settledBefore.get(position(next))).as("settled, and begun again").isFalse();
    assertThat(next instanceof Next.Begin && lost.get(position(next)))
        .as("failed for good, and processed again")
        .isFalse();
    if (isCareful && !world.note(this, ledger.notes())) {
      return Optional.of(End.DEATH); // it is told that it is given up
    }
    assertThat(ledger.notes().last().atWork().set()).as("at work").isEqualTo(begun());
    noteNowAndThen();
    return Optional.empty();
  }

  private BitSet begun() {
    BitSet begun = new BitSet();
    atWork.stream()
        .filter(next -> !(next instanceof Next.Retry))
        .forEach(next -> begun.set(position(next)));
    return begun;
  }

  /** A heartbeat is throttled, and may be lost. */
  private void noteNowAndThen() {
    if (world.oneIn(begun == 1 ? 2 : 4)) {
      world.note(this, ledger.notes());
    }
  }

  private Optional<End> finishOne() {
    Next next = atWork.get(world.random.nextInt(atWork.size()));
    if (next instanceof Next.Retry retry) {
      return retry(retry);
    }
    if (next instanceof Next.Condemn) {
      return setAside(next);
    }
    Fate fate = fate(position(next));
    if (fate.kind == Kind.KILLER) {
      return Optional.of(End.DEATH);
    }
    if (world.oneIn(100)) {
      return outage();
    }
    return isFailing(fate) ? fail(next) : succeed(next);
  }

  private static int position(Next next) {
    if (next instanceof Next.Retry retry) {
      return retry.item();
    }
    return next instanceof Next.Begin begin ? begin.item() : ((Next.Condemn) next).item();
  }

  /** It has waited long enough, or till the end of the stint. */
  private Optional<End> retry(Next.Retry retry) {
    atWork.remove(retry);
    return begun < stint ? begin(ledger.begin(retry)) : Optional.empty();
  }

  private boolean isFailing(Fate fate) {
    return fate.kind == Kind.POISON
        || fate.kind == Kind.REFUSED
        || (fate.kind == Kind.FLAKY && world.oneIn(3));
  }

  private Optional<End> outage() {
    if (world.random.nextBoolean()) {
      world.note(this, ledger.lastNotes(new BitSet()));
    }
    return Optional.of(End.OUTAGE);
  }

  private Optional<End> fail(Next next) {
    int position = position(next);
    fate(position).failures++;
    if (fate(position).kind == Kind.REFUSED || ledger.isLastTry(position)) {
      ledger.failedForGood(position, "poison");
      lost.set(position);
      return setAside(next);
    }
    ledger.failed(position);
    atWork.remove(next);
    return Optional.empty();
  }

  private Optional<End> setAside(Next next) {
    int position = position(next);
    if (world.oneIn(10)) {
      return outage(); // of the store for what is set aside
    }
    fate(position).isAside = true;
    if (world.strikes()) {
      return Optional.of(End.DEATH);
    }
    ledger.setAside(position, new SetAsideItem("letter-" + page.get(position), "poison"));
    atWork.remove(next);
    return Optional.empty();
  }

  /** The sink is idempotent: a key that is there already stays as it is. */
  private Optional<End> succeed(Next next) {
    int position = position(next);
    fate(position).hasEffect = true;
    fate(position).isUnnoted |= isOver;
    effects.set(position);
    if (world.strikes()) {
      return Optional.of(End.DEATH);
    }
    ledger.succeeded(position);
    atWork.remove(next);
    noteNowAndThen();
    return Optional.empty();
  }
}
