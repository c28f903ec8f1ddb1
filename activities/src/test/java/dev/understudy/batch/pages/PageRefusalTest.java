package dev.understudy.batch.pages;

import static dev.understudy.batch.pages.PagePartsTest.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.batch.PageOutcome;
import dev.understudy.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pages do about sources and sinks that cannot work as they were written, or only look so. */
@NullMarked
class PageRefusalTest {
  private final PageStage stage = new PageStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void refuseASinkThatIsNotIdempotentAsFarAsItCanCount() {
    stage.shelf.isCounting = true;
    stage.shelf.isIdempotent = false;

    stage.assertRefused(PageStage.SPEC, Refusal.TYPE, "the sink is not idempotent: item letter-0");
  }

  @Test
  void acceptASinkThatCountsAndIsIdempotent() {
    stage.shelf.isCounting = true;

    assertThat(stage.process(PageStage.SPEC).isFinished()).isTrue();
    assertThat(stage.shelf.writes).hasValue(20);
  }

  @Test
  void acceptASinkInWhichSomebodyElseWritesMeanwhile() {
    stage.shelf.isCounting = true;
    AtomicInteger calls = new AtomicInteger();
    stage.shelf.fate = (item, attempt) -> {
      if (calls.incrementAndGet() == 2) {
        stage.shelf.writes.incrementAndGet();
      }
    };

    assertThat(stage.process(PageStage.SPEC).isFinished()).isTrue();
  }

  @Test
  void leaveAnErrorInTheTrialOfASinkToTheItemsTurn() {
    stage.shelf.isCounting = true;
    stage.shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-0")) {
        throw new StackOverflowError();
      }
    };

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.work().attempt()).isOne();
    assertThat(stage.shelf.aside).containsOnlyKeys("letter-0");
  }

  @Test
  void refuseATypeWhoseItemsCouldHaveTheKeysOfAnothers() {
    assertThatThrownBy(() -> new BatchType<>("docs/images", stage.source, stage.shelf))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the name of a type of batch must have no '/' but was 'docs/images'");
  }

  @Test
  void refuseAPageThatIsTooLarge() {
    stage.source = (argument, cursor, size) -> Page.last(PageStage.letters(size + 1));

    stage.assertRefused(
        PageStage.SPEC, Refusal.TYPE, "the source gave 21 items where 20 are allowed");
  }

  @Test
  void refuseTwoItemsOfOneKey() {
    stage.source = (argument, cursor, size) ->
        Page.last(List.of(new Item<>("same", "one"), new Item<>("same", "two")));

    stage.assertRefused(PageStage.SPEC, Refusal.TYPE, "two items of a page have the key 'same'");
  }

  @Test
  void refuseACursorThatNoMessageShouldCarry() {
    stage.source = (argument, cursor, size) -> Page.of(PageStage.letters(1), "x".repeat(2_000));

    stage.assertRefused(PageStage.SPEC, Refusal.TYPE, "a cursor must have at most 1024 characters");
  }

  @Test
  void refuseAPageWithANullInIt() {
    List<Item<String>> letters = new ArrayList<>(PageStage.letters(1));
    letters.add(nothing());
    stage.source = (argument, cursor, size) -> Page.last(letters);

    stage.assertRefused(PageStage.SPEC, Refusal.TYPE, "item 1 of a page, counted from 0, is null");
  }

  @Test
  void refuseAKeyThatIsNull() {
    stage.source = (argument, cursor, size) -> Page.last(List.of(new Item<>(nothing(), "text")));

    stage.assertRefused(PageStage.SPEC, Refusal.TYPE, "an item's key must not be null");
  }

  @Test
  void refuseANextPageThatIsNull() {
    stage.source = (argument, cursor, size) -> Page.of(PageStage.letters(1), nothing());

    stage.assertRefused(
        PageStage.SPEC, Refusal.TYPE, "the cursor of the next page must not be null");
  }
}
