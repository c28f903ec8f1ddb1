package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.PageOutcome;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.step.AgentStep;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pages do with items that cannot be processed. */
@NullMarked
class SetAsideTest {
  /** Enough for items that return, also on a machine that does other things. */
  private static final Duration ITEM_TIME = Duration.ofSeconds(2);

  private final PageStage stage = new PageStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void setAPoisonItemAsideAfterItsRetriesWhileTheRestGoesOn() {
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        throw new IllegalStateException("illegible");
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(stage.shelf.effects).hasSize(19);
    assertThat(stage.shelf.attempts).containsEntry("letter-3", 3).containsEntry("letter-4", 1);
    assertThat(stage.shelf.aside).containsOnlyKeys("letter-3");
    assertThat(outcome.notes().settled().first())
        .singleElement()
        .satisfies(set -> assertThat(set.cause()).contains("illegible"));
  }

  @Test
  void setAnItemAsideWithTheErrorOfItsCode() {
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        throw new ServiceConfigurationError("no reader");
      }
    };

    assertThat(stage.process(PageStage.SPEC).isFinished()).isTrue();
    assertThat(stage.shelf.aside)
        .containsExactly(Map.entry(
            "letter-3", "IllegalStateException: java.util.ServiceConfigurationError: no reader"));
    assertThat(stage.shelf.attempts).containsEntry("letter-3", 3);
  }

  @Test
  void sayWhatAnItemDidToTheMachine() {
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        throw new OutOfMemoryError("Java heap space");
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC.tryingItems(2));

    assertThat(outcome.notes().settled().first())
        .containsExactly(new SetAsideItem(
            "letter-3",
            "IllegalStateException: 2 attempts at its page died while it was processed,"
                + " the latest known of OutOfMemoryError: Java heap space"));
    assertThat(stage.shelf.effects).hasSize(19);
  }

  @Test
  void sayWhatAnItemHasInPlaceOfAFencingToken() {
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        AgentStep.current();
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC.tryingItems(1));

    assertThat(outcome.notes().settled().first())
        .singleElement()
        .extracting(SetAsideItem::cause)
        .asString()
        .contains("in an item of a batch, use attempt.idempotencyKey()");
  }

  @Test
  void setAnItemAsideThatNeverReturns() {
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        new CountDownLatch(1).await();
      }
    };

    PageOutcome outcome =
        stage.process(PageStage.SPEC.tryingItems(2).timingItemsOutAfter(ITEM_TIME));

    assertThat(outcome.isFinished()).isTrue();
    assertThat(stage.shelf.effects).hasSize(19);
    assertThat(stage.shelf.attempts).containsEntry("letter-3", 2);
    assertThat(stage.shelf.aside.get("letter-3")).contains("it did not return within 2000 ms");
  }

  @Test
  void setTheFirstItemAsideThatNeverReturnsAlsoOfASinkThatCounts() {
    stage.shelf.isCounting = true;
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-0")) {
        new CountDownLatch(1).await();
      }
    };

    PageOutcome outcome =
        stage.process(PageStage.SPEC.tryingItems(1).timingItemsOutAfter(ITEM_TIME));

    assertThat(outcome.isFinished()).isTrue();
    assertThat(stage.shelf.aside).containsOnlyKeys("letter-0");
    assertThat(stage.shelf.effects).hasSize(19);
  }

  @Test
  void setAnItemAsideAtOnceThatHeedsNoInterruptAndGoOnWithoutIt() {
    CountDownLatch end = new CountDownLatch(1);
    stage.shelf.fate = (item, attempt) -> {
      while (item.key().equals("letter-3") && end.getCount() > 0) {
        Thread.onSpinWait();
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC.timingItemsOutAfter(ITEM_TIME));
    end.countDown();

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.notes().last().isOrderly()).isTrue();
    assertThat(stage.shelf.attempts).containsEntry("letter-3", 1);
    assertThat(stage.shelf.aside.get("letter-3")).contains("goes on although it was interrupted");
  }

  @ParameterizedTest
  @EnumSource(Ill.class)
  void processAnItemNoMoreOftenThanItMayWhileItCannotBeSetAside(Ill item) {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(1);
    stage.shelf.fate = (letter, attempt) -> {
      if (letter.key().equals("letter-3")) {
        item.strike(end);
      }
    };
    stage.shelf.fateOfSettingAside = (letter, attempt) -> {
      if (calls.incrementAndGet() <= 4) {
        throw new UnavailableException("no connection", new IllegalStateException("down"));
      }
    };

    PageOutcome outcome =
        stage.process(PageStage.SPEC.tryingItems(item.attempts).timingItemsOutAfter(ITEM_TIME));
    end.countDown();

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.work().attempt()).isEqualTo(5);
    assertThat(stage.shelf.attempts).containsEntry("letter-3", 1);
    assertThat(stage.shelf.aside).containsOnlyKeys("letter-3");
    assertThat(stage.shelf.aside.get("letter-3"))
        .contains("in an earlier attempt at its page it failed")
        .contains(item.cause);
  }

  /** Items that are tried once. */
  enum Ill {
    TRIED_ONCE(1, "illegible") {
      @Override
      void strike(CountDownLatch end) {
        throw new IllegalStateException(cause);
      }
    },
    REFUSED(3, "not for us") {
      @Override
      void strike(CountDownLatch end) {
        throw ApplicationFailure.newNonRetryableFailure(cause, "refused");
      }
    },
    DEAF(3, "goes on although it was interrupted") {
      @Override
      void strike(CountDownLatch end) {
        while (end.getCount() > 0) {
          Thread.onSpinWait();
        }
      }
    };

    final int attempts;
    final String cause;

    Ill(int attempts, String cause) {
      this.attempts = attempts;
      this.cause = cause;
    }

    abstract void strike(CountDownLatch end);
  }

  @Test
  void failClearlyWhenMoreIsPoisonedThanMayBe() {
    stage.mayStillSetAside = 2;
    stage.shelf.fate = (item, attempt) -> {
      throw new IllegalStateException("illegible");
    };

    stage.assertRefused(
        PageStage.SPEC.tryingItems(1),
        BatchActivities.TOO_MANY_SET_ASIDE,
        "more items were set aside than the batch may: the latest is letter-");
  }
}
