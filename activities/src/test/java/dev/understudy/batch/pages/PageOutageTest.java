package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.ItemPositions;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
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

  @Test
  void waitForAWorkerThatKnowsTheBatch() {
    stage.attemptsByAnOlderWorker = 3;

    PageOutcome outcome = stage.process(PageStage.SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.work().attempt()).isEqualTo(4);
    assertThat(stage.shelf.attempts.values()).containsOnly(1);
  }

  @Test
  void giveABatchUpThatNoWorkerKnows() {
    stage.assertRefused(
        BatchSpec.of("parcels").tryingPages(3),
        BatchActivities.STUCK,
        "the page at the beginning of batch parcels was tried 3 times in vain:"
            + " this worker knows no batch called parcels, only [letters]: register its BatchType on every worker");
  }

  @Test
  void sayThatAWorkerDiedAtTheLastWithoutSayingSoOfTheOthers() {
    PageOrder order =
        new PageOrder(PageStage.SPEC.tryingPages(30), Optional.empty(), PageNotes.NONE, 5);

    PageTries tries = new PageTries(order, new Resumption(PageNotes.NONE, 31));

    assertThatThrownBy(tries::requireAnother)
        .hasMessageContaining("was tried 30 times in vain, and its worker died at the last");
  }

  @Test
  void blameWhatWasAtWorkThoughAnOperatorHasAttemptsCountedFromOneAgain() {
    PageNotes.Last died =
        new PageNotes.Last(ItemPositions.of(BitSet.valueOf(new long[] {8})), 2, false, 4);
    PageNotes notes = new PageNotes(
        PageNotes.NONE.page(), PageNotes.NONE.settled(), PageNotes.NONE.trouble(), died);

    Resumption resumption = Resumption.of(notes, 1);

    assertThat(resumption.attempt()).isEqualTo(5);
    assertThat(resumption.isCareful()).isTrue();
    assertThat(resumption.inVain()).isEqualTo(3);
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
