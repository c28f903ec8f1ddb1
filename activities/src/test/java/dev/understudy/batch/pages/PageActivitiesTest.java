package dev.understudy.batch.pages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.step.FencingToken;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages with real threads, a real activity and Temporal's retries, in its test environment. */
@NullMarked
class PageActivitiesTest {
  private static final String QUEUE = "work";
  private static final BatchSpec SPEC = BatchSpec.of("letters").inPagesOf(20).inParallel(3);

  private final Shelf shelf = new Shelf();
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private BatchSource<String> source = (argument, cursor, size) -> Page.last(letters(size));
  private long mayStillSetAside = 5;

  /** One page. */
  @WorkflowInterface
  public interface OnePage {
    @WorkflowMethod
    PageOutcome process(PageOrder order);
  }

  public static final class OnePageImpl implements OnePage {
    @Override
    public PageOutcome process(PageOrder order) {
      return Workflow.newActivityStub(
              BatchActivities.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofHours(1))
                  .setHeartbeatTimeout(Duration.ofMinutes(1))
                  .setRetryOptions(RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofMillis(10))
                      .build())
                  .build())
          .process(order);
    }
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private static List<Item<String>> letters(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Item<>("letter-" + number, "text " + number))
        .toList();
  }

  private PageOutcome process(BatchSpec spec) {
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(OnePageImpl.class);
    worker.registerActivitiesImplementations(
        new PageActivities(List.of(new BatchType<>("letters", source, shelf))));
    temporal.start();
    WorkflowClient client = temporal.getWorkflowClient();
    return client
        .newWorkflowStub(
            OnePage.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("mail")
                .build())
        .process(new PageOrder(spec, Optional.empty(), PageNotes.NONE, mayStillSetAside));
  }

  private static ApplicationFailure failureOf(Throwable thrown) {
    Throwable cause = thrown;
    while (!(cause instanceof ApplicationFailure failure)) {
      cause = requireNonNull(cause.getCause(), "no failure of an application");
    }
    return failure;
  }

  private void assertRefused(BatchSpec spec, String type, String message) {
    assertThatThrownBy(() -> process(spec)).satisfies(thrown -> {
      assertThat(failureOf(thrown).getType()).isEqualTo(type);
      assertThat(failureOf(thrown).getOriginalMessage()).contains(message);
    });
  }

  @Test
  void processEveryItemOnceUnderItsOwnKeyAndInParallel() {
    CountDownLatch atOnce = new CountDownLatch(3);
    shelf.fate = (item, attempt) -> {
      atOnce.countDown();
      atOnce.await();
    };

    PageOutcome outcome = process(SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.notes().settled().done().count()).isEqualTo(20);
    assertThat(shelf.effects).hasSize(20).containsEntry("mail/letters/letter-7", "text 7");
    assertThat(shelf.attempts.values()).containsOnly(1);
    assertThat(shelf.mostAtOnce.get()).isEqualTo(3);
  }

  @Test
  void tellItemsOfTwoBatchesApart() {
    process(SPEC.over("inbox"));

    assertThat(shelf.effects.keySet())
        .hasSize(20)
        .allMatch(key -> key.startsWith("mail/letters/") && !key.startsWith("mail/letters/letter"));
  }

  @Test
  void sayWhatAnItemHasInPlaceOfAFencingToken() {
    shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        FencingToken.ofThisStep();
      }
    };

    PageOutcome outcome = process(SPEC.tryingItems(1));

    assertThat(outcome.notes().settled().first())
        .singleElement()
        .extracting(SetAsideItem::cause)
        .asString()
        .contains("in an item of a batch, use attempt.idempotencyKey()");
  }

  @Test
  void setAPoisonItemAsideAfterItsRetriesWhileTheRestGoesOn() {
    shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        throw new IllegalStateException("illegible");
      }
    };

    PageOutcome outcome = process(SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(shelf.effects).hasSize(19);
    assertThat(shelf.attempts).containsEntry("letter-3", 3).containsEntry("letter-4", 1);
    assertThat(shelf.aside).containsOnlyKeys("letter-3");
    assertThat(outcome.notes().settled().first())
        .singleElement()
        .satisfies(set -> assertThat(set.cause()).contains("illegible"));
  }

  @Test
  void failClearlyWhenMoreIsPoisonedThanMayBe() {
    mayStillSetAside = 2;
    shelf.fate = (item, attempt) -> {
      throw new IllegalStateException("illegible");
    };

    assertRefused(
        SPEC.tryingItems(1),
        BatchActivities.TOO_MANY_SET_ASIDE,
        "more items were set aside than the batch may: the latest is letter-");
  }

  @Test
  void sitOutAnOutageWithoutBlamingAnItem() {
    AtomicInteger calls = new AtomicInteger();
    shelf.fate = (item, attempt) -> {
      if (calls.incrementAndGet() <= 12) {
        throw new UnavailableException("no connection", new IllegalStateException("down"));
      }
    };

    PageOutcome outcome = process(SPEC);

    assertThat(outcome.notes().settled().done().count()).isEqualTo(20);
    assertThat(outcome.work().attempt()).isGreaterThan(1);
    assertThat(shelf.aside).isEmpty();
  }

  @Test
  void giveAnOutageUpThatDoesNotEnd() {
    shelf.fate = (item, attempt) -> {
      throw new UnavailableException("no connection", new IllegalStateException("down"));
    };

    assertRefused(
        SPEC.tryingPages(4),
        BatchActivities.STUCK,
        "was tried 4 times in vain: UnavailableException");
  }

  @Test
  void giveASourceUpThatCannotBeRead() {
    source = (argument, cursor, size) -> {
      throw new IOException("connection refused");
    };

    assertRefused(
        SPEC.tryingPages(3),
        BatchActivities.STUCK,
        "the page at the beginning of batch letters was tried 3 times in vain: IOException: connection refused");
  }

  @Test
  void endAtTheStintAndSayHowFarTheyAre() {
    shelf.fate = (item, attempt) -> Thread.sleep(30);

    PageOutcome outcome = process(SPEC.pausingWithin(Duration.ofMillis(100)));

    assertThat(outcome.isFinished()).isFalse();
    assertThat(outcome.notes().settled().done().count()).isBetween(3, 18);
    assertThat(outcome.notes().last().isOrderly()).isTrue();
    assertThat(BatchProgress.START.isComplete()).isFalse();
  }

  @Test
  void setAnItemAsideThatNeverReturns() {
    shelf.fate = (item, attempt) -> {
      if (item.key().equals("letter-3")) {
        new CountDownLatch(1).await();
      }
    };

    PageOutcome outcome = process(SPEC.tryingItems(2).timingItemsOutAfter(Duration.ofMillis(50)));

    assertThat(outcome.isFinished()).isTrue();
    assertThat(shelf.effects).hasSize(19);
    assertThat(shelf.attempts).containsEntry("letter-3", 2);
    assertThat(shelf.aside.get("letter-3")).contains("it did not return within 50 ms");
  }

  @Test
  void setAnItemAsideAtOnceThatHeedsNoInterruptAndGoOnWithoutIt() {
    CountDownLatch end = new CountDownLatch(1);
    shelf.fate = (item, attempt) -> {
      while (item.key().equals("letter-3") && end.getCount() > 0) {
        Thread.onSpinWait();
      }
    };

    PageOutcome outcome = process(SPEC.timingItemsOutAfter(Duration.ofMillis(50)));
    end.countDown();

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.notes().last().isOrderly()).isTrue();
    assertThat(shelf.attempts).containsEntry("letter-3", 1);
    assertThat(shelf.aside.get("letter-3")).contains("goes on although it was interrupted");
  }

  @Test
  void refuseASinkThatIsNotIdempotentAsFarAsItCanCount() {
    shelf.isCounting = true;
    shelf.isIdempotent = false;

    assertRefused(SPEC, BatchActivities.INVALID, "the sink is not idempotent: item letter-0");
  }

  @Test
  void acceptASinkThatCountsAndIsIdempotent() {
    shelf.isCounting = true;

    assertThat(process(SPEC).isFinished()).isTrue();
    assertThat(shelf.writes).hasValue(20);
  }

  @Test
  void acceptASinkInWhichSomebodyElseWritesMeanwhile() {
    shelf.isCounting = true;
    AtomicInteger calls = new AtomicInteger();
    shelf.fate = (item, attempt) -> {
      if (calls.incrementAndGet() == 2) {
        shelf.writes.incrementAndGet();
      }
    };

    assertThat(process(SPEC).isFinished()).isTrue();
  }

  @Test
  void refuseAPageThatIsTooLarge() {
    source = (argument, cursor, size) -> Page.last(letters(size + 1));

    assertRefused(SPEC, BatchActivities.INVALID, "the source gave 21 items where 20 are allowed");
  }

  @Test
  void refuseTwoItemsOfOneKey() {
    source = (argument, cursor, size) ->
        Page.last(List.of(new Item<>("same", "one"), new Item<>("same", "two")));

    assertRefused(SPEC, BatchActivities.INVALID, "two items of a page have the key 'same'");
  }

  @Test
  void refuseACursorThatNoMessageShouldCarry() {
    source = (argument, cursor, size) -> Page.of(letters(1), "x".repeat(2_000));

    assertRefused(SPEC, BatchActivities.INVALID, "a cursor must have at most 1024 characters");
  }

  @Test
  void refuseABatchThatNobodyRegistered() {
    assertRefused(
        BatchSpec.of("parcels"),
        BatchActivities.INVALID,
        "this worker knows no batch called parcels, only [letters]");
  }

  @Test
  void takeAPageWithoutItems() {
    source = (argument, cursor, size) -> Page.of(List.of(), "further");

    PageOutcome outcome = process(SPEC);

    assertThat(outcome.isFinished()).isTrue();
    assertThat(outcome.next()).contains("further");
  }
}
