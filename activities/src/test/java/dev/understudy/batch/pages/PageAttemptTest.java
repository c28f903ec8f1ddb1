package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageNotes.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@NullMarked
class PageAttemptTest {
  private static final PageNotes.Identity LETTER = new PageNotes.Identity(1, 7, 0);
  private static final BatchSpec SPEC = BatchSpec.of("letters").tryingItems(1);

  private final Shelf shelf = new Shelf();

  @RepeatedTest(50)
  void blamesNoItemForAnInterrupt() {
    Thread attempt = Thread.currentThread();
    shelf.fate = (item, number) -> {
      attempt.interrupt();
      new CountDownLatch(1).await();
    };
    PageAttempt<String> page = attempt(SPEC, PageNotes.NONE);

    assertThatThrownBy(page::perform).isInstanceOf(InterruptedException.class);

    assertThat(shelf.aside).isEmpty();
    assertThat(page.lastNotes().trouble().failures()).isEmpty();
  }

  @Test
  void doesNotBeginAStintWithALongerWait() {
    BatchSpec spec = BatchSpec.of("letters").tryingItems(9).pausingWithin(Duration.ofMillis(100));
    Trouble failedOften = new Trouble(Map.of(0, 8), Map.of(), Map.of());
    PageNotes notes =
        new PageNotes(LETTER, PageNotes.NONE.settled(), failedOften, PageNotes.NONE.last());
    PageAttempt<String> page = attempt(spec, notes);

    assertTimeout(Duration.ofSeconds(4), page::perform);

    assertThat(page.isFinished()).isTrue();
    assertThat(shelf.attempts).containsEntry("letter", 1);
  }

  private PageAttempt<String> attempt(BatchSpec spec, PageNotes notes) {
    PageLedger ledger = PageLedger.open(LETTER, notes, spec.limits().itemAttempts(), 1);
    PageAttempt.Rules rules = new PageAttempt.Rules(
        spec.paging(), "mail/letters/", spec.limits().itemTime(), 5, PageContext.NONE);
    List<Item<String>> items = List.of(new Item<>("letter", "text"));
    return new PageAttempt<>(items, shelf, ledger, rules, now -> {});
  }
}
