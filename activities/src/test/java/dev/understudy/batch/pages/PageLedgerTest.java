package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageNotes.Identity;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.batch.pages.PageLedger.Next;
import dev.understudy.batch.pages.PageLedger.Next.Begin;
import dev.understudy.batch.pages.PageLedger.Next.Condemn;
import dev.understudy.batch.pages.PageLedger.Next.Finish;
import dev.understudy.batch.pages.PageLedger.Next.Retry;
import dev.understudy.batch.pages.PageLedger.Next.Wait;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PageLedgerTest {
  private static final Identity THREE = new Identity(3, 42, 0);
  private static final int ATTEMPTS = 3;

  private static PageLedger open(PageNotes notes, int attempt) {
    return PageLedger.open(THREE, notes, ATTEMPTS, attempt);
  }

  private static PageLedger fresh() {
    return open(PageNotes.NONE.about(THREE), 1);
  }

  @Test
  void takesEachItemOnceAndIsFinishedWhenAllAreDone() {
    PageLedger ledger = fresh();

    assertThat(ledger.next()).isEqualTo(new Begin(0, 0));
    assertThat(ledger.next()).isEqualTo(new Begin(1, 0));
    assertThat(ledger.next()).isEqualTo(new Begin(2, 0));
    assertThat(ledger.next()).isEqualTo(new Wait());
    ledger.succeeded(0);
    ledger.succeeded(1);
    ledger.succeeded(2);
    assertThat(ledger.next()).isEqualTo(new Finish());
    assertThat(ledger.isFinished()).isTrue();
  }

  @Test
  void triesWhatFailedAfterWhatIsFresh() {
    PageLedger ledger = fresh();
    ledger.next();
    ledger.failed(0);

    assertThat(ledger.next()).isEqualTo(new Begin(1, 0));
    assertThat(ledger.next()).isEqualTo(new Begin(2, 0));
    assertThat(ledger.next()).isEqualTo(new Retry(0, 1));
  }

  @Test
  void goesOnWhereAnOrderlyAttemptEnded() {
    PageLedger first = fresh();
    first.next();
    first.next();
    first.succeeded(0);

    PageLedger second = open(first.lastNotes(new BitSet()), 2);

    assertThat(second.next()).isEqualTo(new Begin(1, 0));
    assertThat(second.next()).isEqualTo(new Begin(2, 0));
  }

  @Test
  void triesWhatWasAtWorkInADeadAttemptLastAndAlone() {
    PageLedger dead = fresh();
    dead.next();

    PageLedger second = open(dead.notes(), 2);

    assertThat(second.next()).isEqualTo(new Begin(1, 0));
    assertThat(second.next()).isEqualTo(new Begin(2, 0));
    assertThat(second.next()).isEqualTo(new Wait());
    second.succeeded(1);
    second.succeeded(2);
    Next retry = second.next();
    assertThat(retry).isEqualTo(new Retry(0, 1));
    assertThat(second.next()).isEqualTo(new Wait());
    assertThat(second.begin((Retry) retry)).isEqualTo(new Begin(0, 1));
    assertThat(second.next()).isEqualTo(new Wait());
  }

  @Test
  void suspectsNothingThatOnlyWaitedToBeTriedAgain() {
    PageLedger dead = fresh();
    dead.next();
    dead.next();
    dead.next();
    dead.succeeded(1);
    dead.succeeded(2);
    dead.failed(0);

    assertThat(dead.next()).isEqualTo(new Retry(0, 1));
    assertThat(open(dead.notes(), 2).notes().trouble().deaths()).isEmpty();
  }

  @Test
  void suspectsWhatGoesOnAfterAnOrderlyEnd() {
    PageLedger first = fresh();
    first.next();
    first.next();
    BitSet lost = new BitSet();
    lost.set(1);

    PageNotes notes = first.lastNotes(lost);

    assertThat(notes.last().isOrderly()).isFalse();
    assertThat(notes.last().atWork().set()).isEqualTo(lost);
    assertThat(open(notes, 2).notes().trouble().deaths()).containsOnlyKeys(1);
  }

  @Test
  void condemnsWhatWasAtWorkInTooManyDeadAttempts() {
    PageNotes notes = PageNotes.NONE.about(THREE);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      PageLedger dying = open(notes, attempt);
      while (!begin(dying).equals(new Begin(0, attempt - 1))) {
        settleOthers(dying);
      }
      notes = dying.notes();
    }

    PageLedger last = open(notes, ATTEMPTS + 1);
    while (!(last.next() instanceof Condemn)) {
      settleOthers(last);
    }

    last.setAside(0, new SetAsideItem("killer", "died"));
    assertThat(last.isFinished()).isTrue();
    assertThat(last.lastNotes(new BitSet()).settled().first())
        .containsExactly(new SetAsideItem("killer", "died"));
  }

  @Test
  void condemnsWhatFailedForGoodAndCouldNotBeSetAside() {
    PageLedger first = fresh();
    first.next();
    first.failedForGood(0, "illegible");

    PageLedger second = open(first.lastNotes(new BitSet()), 2);

    assertThat(second.next()).isEqualTo(new Begin(1, 0));
    assertThat(second.next()).isEqualTo(new Begin(2, 0));
    assertThat(second.next()).isEqualTo(new Condemn(0, ATTEMPTS, 0, Optional.of("illegible")));
  }

  /** What is next, without the wait before another try. */
  private static Next begin(PageLedger ledger) {
    Next next = ledger.next();
    return next instanceof Retry retry ? ledger.begin(retry) : next;
  }

  private static void settleOthers(PageLedger ledger) {
    ledger.notes().last().atWork().set().stream().forEach(ledger::succeeded);
  }
}
