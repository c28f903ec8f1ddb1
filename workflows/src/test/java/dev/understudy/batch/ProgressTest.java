package dev.understudy.batch;

import static dev.understudy.batch.Careless.Mishap.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ProgressTest {

  private static <T> T overTheWire(T value, Class<T> type) {
    return GlobalDataConverter.get()
        .fromPayload(GlobalDataConverter.get().toPayload(value).orElseThrow(), type, type);
  }

  private static PageNotes notes() {
    BitSet done = new BitSet();
    done.set(0, 9_000);
    return new PageNotes(
        new PageNotes.Identity(10_000, 7, 1),
        new PageNotes.Settled(
            ItemPositions.of(done), ItemPositions.NONE, List.of(new SetAsideItem("key", "cause"))),
        new PageNotes.Trouble(Map.of(9_001, 2), Map.of(9_002, 1), Map.of(9_002, "x".repeat(900))),
        new PageNotes.Last(ItemPositions.NONE, 3, false, 4));
  }

  @Test
  void survivesTheWireInFewBytes() {
    BatchProgress progress = new BatchProgress(BatchState.START.after(
        new PageOutcome(
            notes(), false, Optional.empty(), new PageOutcome.Work(2, Optional.of(20_000L))),
        1_000));

    assertThat(overTheWire(progress, BatchProgress.class)).isEqualTo(progress);
    assertThat(progress.done()).isEqualTo(9_000);
    assertThat(GlobalDataConverter.get().toPayload(progress).orElseThrow().getSerializedSize())
        .isLessThan(4_000);
  }

  @Test
  void writesOutTheNamesThatHistoriesHold() {
    BatchState state = new BatchState(
        Optional.of("numbers/"),
        new BatchState.Place(
            Optional.of("c"), PageNotes.NONE, new CursorWatch(Optional.of("b"), 5, 8), true),
        new BatchState.Counts(4, 3, 2, 1),
        List.of(new SetAsideItem("key", "cause")),
        new Pace(Optional.of(9L), 6, 7.5, 8.5));

    assertThat(json(new BatchProgress(state)))
        .isEqualTo("{\"batch\":\"numbers/\","
            + "\"place\":{\"cursor\":\"c\","
            + "\"page\":{\"page\":{\"size\":0,\"fingerprint\":0,\"changes\":0},"
            + "\"settled\":{\"done\":{\"bits\":\"\"},\"aside\":{\"bits\":\"\"},\"first\":[]},"
            + "\"trouble\":{\"failures\":{},\"deaths\":{},\"errors\":{}},"
            + "\"last\":{\"atWork\":{\"bits\":\"\"},\"progressed\":0,\"isOrderly\":true,\"attempt\":0}},"
            + "\"watch\":{\"landmark\":\"b\",\"passed\":5,\"reach\":8},\"isAtTheEnd\":true},"
            + "\"finished\":{\"pages\":4,\"done\":3,\"setAside\":2,\"retried\":1},"
            + "\"firstSetAside\":[{\"key\":\"key\",\"cause\":\"cause\"}],"
            + "\"pace\":{\"total\":9,\"measured\":6,\"items\":7.5,\"millis\":8.5}}");
  }

  private static String json(Object value) {
    return GlobalDataConverter.get().toPayload(value).orElseThrow().getData().toStringUtf8();
  }

  @Test
  void readsWhatIsAbsentAsTheStart() {
    assertThat(fromMap(Map.of(), BatchProgress.class)).isEqualTo(BatchProgress.START);
    BatchProgress later = fromMap(
        Map.of("finished", Map.of("pages", 4, "done", 3, "setAside", 2, "retried", 1)),
        BatchProgress.class);
    assertThat(later.state().batch()).isEmpty();
    assertThat(later.isComplete()).isFalse();
    assertThat(later.pagesFinished()).isEqualTo(4);
    assertThat(later.done()).isEqualTo(3);
    assertThat(later.setAside()).isEqualTo(2);
    assertThat(later.pagesRetried()).isEqualTo(1);
    assertThat(later.firstSetAside()).isEmpty();
  }

  @Test
  void readsASpecThatSaysNoMoreThanItMust() {
    assertThat(fromMap(Map.of("batch", "numbers", "argument", "corpus-7"), BatchSpec.class))
        .isEqualTo(BatchSpec.of("numbers").over("corpus-7"));
  }

  @Test
  void writesOutHowFarItIsForTheNextRun() {
    assertThat(json(new Milestone("numbers/", 4, 3)))
        .isEqualTo("{\"batch\":\"numbers/\",\"pages\":4,\"items\":3}");
  }

  private static <T> T fromMap(Map<String, ?> json, Class<T> type) {
    return GlobalDataConverter.get()
        .fromPayload(GlobalDataConverter.get().toPayload(json).orElseThrow(), type, type);
  }

  @Test
  void showsATotalOnlyWhileItMayBeTrue() {
    BatchState before = BatchState.START;

    assertThat(before.after(totalling(9_000L), 1_000).detail()).containsEntry("total", 9_000L);
    assertThat(before.after(totalling(8_999L), 1_000).detail()).doesNotContainKey("total");
  }

  private static PageOutcome totalling(long total) {
    return new PageOutcome(
        notes(), false, Optional.empty(), new PageOutcome.Work(2, Optional.of(total)));
  }

  @Test
  void estimatesOnlyWhatItCanKnow() {
    Pace pace = Pace.UNKNOWN;
    assertThat(pace.perSecond()).isEmpty();

    for (int page = 0; page < 3; page++) {
      pace = pace.after(Optional.empty(), 100, 1_000);
      assertThat(pace.secondsLeft(0)).isEmpty();
    }

    assertThat(pace.perSecond()).contains(100.0);
    Pace known = pace.after(Optional.of(1_000L), 100, 1_000);
    assertThat(known.secondsLeft(400)).contains(6L);
    assertThat(known.secondsLeft(1_001)).as("the source was wrong").isEmpty();
  }

  @Test
  void noticesACircleHoweverLateItBegins() {
    for (int before = 0; before < 40; before++) {
      for (int length = 2; length < 40; length++) {
        int noticed = noticedAfter(before, length);
        assertThat(noticed).isLessThanOrEqualTo(3 * (before + length));
      }
    }
  }

  private static int noticedAfter(int before, int length) {
    CursorWatch watch = CursorWatch.START;
    Optional<String> present = Optional.empty();
    for (int page = 0; ; page++) {
      String next = String.valueOf(page < before ? page : before + (page - before) % length);
      try {
        watch = watch.after(present, next);
      } catch (ApplicationFailure noticed) {
        return page;
      }
      present = Optional.of(next);
    }
  }

  @Test
  void refusesWhatCannotWork() {
    BatchSpec spec = BatchSpec.of("numbers");

    assertThatThrownBy(() -> BatchSpec.of(" ")).hasMessageContaining("needs a name");
    assertThatThrownBy(() -> spec.inPagesOf(10_001)).hasMessageContaining("but was 10001");
    assertThatThrownBy(() -> spec.inParallel(0)).hasMessageContaining("the parallelism");
    assertThatThrownBy(() -> spec.pausingWithin(Duration.ZERO)).hasMessageContaining("the stint");
    assertThatThrownBy(() -> spec.tryingItems(0)).hasMessageContaining("attempts at an item");
    assertThatThrownBy(() -> spec.settingAsideAtMost(-1)).hasMessageContaining("set aside");
    assertThatThrownBy(() -> spec.timingItemsOutAfter(Duration.ZERO))
        .hasMessageContaining("the time for an item");
    assertThatThrownBy(() -> spec.tryingPages(0)).hasMessageContaining("attempts at a page");
    assertThatThrownBy(() -> spec.over("x".repeat(5_000))).hasMessageContaining("argument");
  }

  @Test
  void refusesNullsAndTimesThatAreNoneWithASentence() {
    BatchSpec spec = BatchSpec.of("numbers");

    assertThatThrownBy(() -> BatchSpec.of(nothing()))
        .hasMessageContaining("the name of a batch must not be null");
    assertThatThrownBy(() -> spec.over(nothing()))
        .hasMessageContaining("the argument of batch numbers must not be null");
    assertThatThrownBy(() -> spec.pausingWithin(nothing()))
        .hasMessageContaining("the stint must not be null");
    assertThatThrownBy(() -> spec.timingItemsOutAfter(nothing()))
        .hasMessageContaining("the time for an item must not be null");
    assertThatThrownBy(() -> spec.pausingWithin(Duration.ofDays(365_000_000_000L)))
        .hasMessageContaining("the stint must be from PT0.1S to PT1H but was PT8760000000000H");
    assertThatThrownBy(() -> spec.timingItemsOutAfter(Duration.ofDays(365_000_000_000L)))
        .hasMessageContaining("the time for an item must be from PT0.001S to PT24H but was");
    assertThatThrownBy(() -> spec.timingItemsOutAfter(Duration.ofNanos(500)))
        .hasMessageContaining("but was PT0.0000005S");
  }

  @Test
  void isForWorkflowCodeAndSaysSo() {
    BatchSpec spec = BatchSpec.of("numbers");

    assertThatThrownBy(() -> ResumableBatch.of(spec, BatchProgress.START))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no workflow runs on this thread");
  }
}
