package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.PageOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages with real threads, a real activity and Temporal's retries. */
@NullMarked
class PageActivitiesTest {
  private final PageStage stage = new PageStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void processEveryItemOnceUnderItsOwnKeyAndInParallel() {
    CountDownLatch atOnce = new CountDownLatch(3);
    stage.shelf.fate = (item, attempt) -> {
      atOnce.countDown();
      atOnce.await();
    };

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.notes().settled().done().count()).isEqualTo(20);
    assertThat(stage.shelf.effects).hasSize(20).containsEntry("mail/letters/letter-7", "text 7");
    assertThat(stage.shelf.attempts.values()).containsOnly(1);
    assertThat(stage.shelf.mostAtOnce.get()).isEqualTo(3);
  }

  @Test
  void tellItemsOfTwoBatchesApart() {
    stage.process(PageStage.SPEC.over("inbox"));

    assertThat(stage.shelf.effects.keySet())
        .hasSize(20)
        .allMatch(key -> key.startsWith("mail/letters/") && !key.startsWith("mail/letters/letter"));
  }

  @Test
  void endAtTheStintAndSayHowFarTheyAre() {
    stage.shelf.fate = (item, attempt) -> Thread.sleep(30);

    PageOutcome outcome = stage.process(PageStage.SPEC.pausingWithin(Duration.ofMillis(100)));

    assertThat(outcome.isFinished()).isFalse();
    assertThat(outcome.notes().settled().done().count()).isBetween(1, 19);
    assertThat(outcome.notes().last().isOrderly()).isTrue();
    assertThat(BatchProgress.START.isComplete()).isFalse();
  }

  @Test
  void endAtTheStintAlsoIfAnItemWaitsToBeTriedAgain() {
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-0")) {
        throw new IllegalStateException("illegible");
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC.pausingWithin(Duration.ofMillis(100)));

    assertThat(outcome.isFinished()).isFalse();
    assertThat(stage.shelf.attempts).containsEntry("letter-0", 1);
    assertThat(outcome.notes().trouble().failures()).containsExactly(Map.entry(0, 1));
    assertThat(outcome.notes().last().isOrderly()).isTrue();
  }

  @Test
  void takeAPageWithoutItems() {
    stage.source = (argument, cursor, size) -> Page.of(List.of(), "further");

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.next()).contains("further");
  }
}
