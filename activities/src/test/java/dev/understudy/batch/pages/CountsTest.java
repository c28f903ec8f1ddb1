package dev.understudy.batch.pages;

import static dev.understudy.batch.pages.PagePartsTest.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.PageOutcome;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pages do about a source or a sink that cannot count, or counts wrong. */
@NullMarked
class CountsTest {
  private final PageStage stage = new PageStage();
  private final Warnings warnings = new Warnings();

  @AfterEach
  void stop() {
    warnings.close();
    stage.close();
  }

  @Test
  void sayThatASinkCouldNotBeTriedBecauseItCannotCount() {
    stage.shelf.isCounting = true;
    stage.shelf.count = () -> {
      throw new IllegalStateException("no such table");
    };

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.work().attempt()).isOne();
    assertThat(outcome.notes().settled().done().count()).isEqualTo(20);
    warnings.assertSaid("it is not known whether the sink of batch letters is idempotent:"
        + " its effects could not be counted: IllegalStateException: no such table");
  }

  @Test
  void sayThatASinkCouldNotBeTriedBecauseItCountsNoMore() {
    AtomicInteger counts = new AtomicInteger();
    stage.shelf.isCounting = true;
    stage.shelf.count = () -> {
      if (counts.incrementAndGet() > 1) {
        throw new IllegalStateException("hiccup");
      }
      return 0;
    };

    assertThat(stage.process(PageStage.SPEC).work().attempt()).isOne();
    warnings.assertSaid("its effects could not be counted: IllegalStateException: hiccup");
  }

  private PageOutcome processTotalling(Callable<Optional<Long>> total) {
    BatchSource<String> letters = stage.source;
    stage.source = new BatchSource<>() {
      @Override
      public Page<String> page(String argument, Optional<String> cursor, int size)
          throws Exception {
        return letters.page(argument, cursor, size);
      }

      @Override
      public Optional<Long> total(String argument) throws Exception {
        return total.call();
      }
    };
    return stage.process(PageStage.SPEC.tryingPages(2));
  }

  @Test
  void goOnWithoutATotalThatCannotBeTold() {
    PageOutcome outcome = processTotalling(() -> {
      throw new IOException("count(*) timed out");
    });

    assertThat(outcome.work()).isEqualTo(new PageOutcome.Work(1, Optional.empty()));
    warnings.assertSaid("the total of batch letters is not known: IOException: count(*) timed out");
  }

  @Test
  void goOnWithoutATotalBelowZero() {
    PageOutcome outcome = processTotalling(() -> Optional.of(-5L));

    assertThat(outcome.work().total()).isEmpty();
    warnings.assertSaid(
        "the total of batch letters is not known: it must be at least 0 but was -5");
  }

  @Test
  void goOnWithoutATotalThatIsNull() {
    PageOutcome outcome = processTotalling(() -> nothing());

    assertThat(outcome.work().total()).isEmpty();
    warnings.assertSaid("the total of batch letters is not known: it was null");
  }

  @Test
  void believeATotalThatMayBeTrue() {
    assertThat(processTotalling(() -> Optional.of(20L)).work().total()).contains(20L);
  }
}
