package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.PageOutcome;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages do about what no item of theirs is to blame for. */
@NullMarked
class PageOutageTest {
  private final PageStage stage = new PageStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void sitOutAnOutageWithoutBlamingAnItem() {
    AtomicInteger calls = new AtomicInteger();
    stage.shelf.fate = (item, attempt) -> {
      if (calls.incrementAndGet() <= 12) {
        throw new UnavailableException("no connection", new IllegalStateException("down"));
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.notes().settled().done().count()).isEqualTo(20);
    assertThat(outcome.work().attempt()).isGreaterThan(1);
    assertThat(stage.shelf.aside).isEmpty();
  }

  @Test
  void giveAnOutageUpThatDoesNotEnd() {
    stage.shelf.fate = (item, attempt) -> {
      throw new UnavailableException("no connection", new IllegalStateException("down"));
    };

    stage.assertRefused(
        PageStage.SPEC.tryingPages(4),
        BatchActivities.STUCK,
        "was tried 4 times in vain: UnavailableException");
  }

  @Test
  void giveASourceUpThatCannotBeRead() {
    stage.source = (argument, cursor, size) -> {
      throw new IOException("connection refused");
    };

    stage.assertRefused(
        PageStage.SPEC.tryingPages(3),
        BatchActivities.STUCK,
        "the page at the beginning of batch letters was tried 3 times in vain: IOException: connection refused");
  }

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class})
  void giveASourceUpThatAlwaysEndsInAnError(Class<? extends Error> error) {
    stage.source = (argument, cursor, size) -> {
      throw error.getConstructor().newInstance();
    };

    stage.assertRefused(
        PageStage.SPEC.tryingPages(3),
        BatchActivities.STUCK,
        "was tried 3 times in vain: " + error.getSimpleName());
  }
}
