package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageNotes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.RepeatedTest;

@NullMarked
class PageAttemptTest {
  private static final BatchSpec SPEC = BatchSpec.of("letters").tryingItems(1);

  private final Shelf shelf = new Shelf();

  @RepeatedTest(50)
  void blamesNoItemForAnInterrupt() {
    Thread attempt = Thread.currentThread();
    shelf.fate = (item, number) -> {
      attempt.interrupt();
      new CountDownLatch(1).await();
    };
    List<Item<String>> items = List.of(new Item<>("letter", "text"));
    PageLedger ledger = PageLedger.open(new PageNotes.Identity(1, 7, 0), PageNotes.NONE, 1, 1);
    PageAttempt.Rules rules =
        new PageAttempt.Rules(SPEC.paging(), "mail/letters/", SPEC.limits().itemTime(), 5);
    PageAttempt<String> page = new PageAttempt<>(items, shelf, ledger, rules, now -> {});

    assertThatThrownBy(page::perform).isInstanceOf(InterruptedException.class);

    assertThat(shelf.aside).isEmpty();
    assertThat(page.lastNotes().trouble().failures()).isEmpty();
  }
}
