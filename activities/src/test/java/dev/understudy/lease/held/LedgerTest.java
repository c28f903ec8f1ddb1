package dev.understudy.lease.held;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written of a ledger, and when. */
class LedgerTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final List<Write> writes = new CopyOnWriteArrayList<>();
  private final List<Integer> wanted = new CopyOnWriteArrayList<>();
  private final Ledger ledger = new Ledger(this::write, scheduler, wanted::add);

  /** One that waits for its answer. */
  private record Write(
      ByteString token, List<String> activities, CompletableFuture<LedgerCall.Answer> answer) {}

  private CompletableFuture<LedgerCall.Answer> write(ByteString token, LedgerPage page) {
    List<String> activities =
        page.entries().stream().map(LedgerEntry::activity).sorted().toList();
    Write write = new Write(token, activities, new CompletableFuture<>());
    writes.add(write);
    return write.answer();
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  private Ledger.Line add(String activity) {
    return ledger.add(new LedgerEntry("", "task", activity, LedgerEntry.Kind.STEP));
  }

  private void open(int number) {
    ledger.open(number, ByteString.copyFromUtf8("page-" + number));
  }

  /** Does something of which nothing is written before all of it is done, however long that takes. */
  private void inOneMoment(Runnable deed) {
    CountDownLatch isDone = new CountDownLatch(1);
    scheduler.execute(() -> awaitSafely(isDone));
    deed.run();
    isDone.countDown();
  }

  private static void awaitSafely(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Write awaitWrite(int number) {
    await().atMost(LIVELINESS).until(() -> writes.size() >= number);
    return writes.get(number - 1);
  }

  @Test
  void writesTogetherWhatComesWithinAMoment() {
    open(0);
    inOneMoment(() -> {
      add("a");
      add("b");
    });

    assertThat(awaitWrite(1).activities()).containsExactly("a", "b");
  }

  @Test
  void writesAPageOnceItsActivityHasCome() {
    add("a");
    assertThat(ledger.lacksPages()).isTrue();

    open(0);

    assertThat(awaitWrite(1).activities()).containsExactly("a");
    assertThat(ledger.lacksPages()).isFalse();
  }

  @Test
  void movesWhatStandsOnAPageWhoseActivityIsLost() {
    add("a");

    assertThat(ledger.moveHidden()).isEqualTo(2);
    open(1);
    assertThat(awaitWrite(1).token().toStringUtf8()).isEqualTo("page-1");
    awaitWrite(1).answer().complete(LedgerCall.Answer.HEARD);
    add("b");

    assertThat(awaitWrite(2).activities()).containsExactly("a", "b");
    assertThat(ledger.lacksPages()).isFalse();
    assertThat(ledger.moveHidden()).isEqualTo(2);
  }

  @Test
  void writesAPageAnewForTheActivityThatTakesThePlaceOfOneThatIsGone() {
    open(0);
    add("a");
    awaitWrite(1).answer().complete(LedgerCall.Answer.GONE);
    await().atMost(LIVELINESS).until(ledger::lacksPages);

    ledger.open(0, ByteString.copyFromUtf8("again"));

    assertThat(awaitWrite(2).token().toStringUtf8()).isEqualTo("again");
    assertThat(awaitWrite(2).activities()).containsExactly("a");
  }

  @Test
  void writesNothingWhileAWriteIsNotAnswered() {
    open(0);
    add("a");
    Write first = awaitWrite(1);
    add("b");

    first.answer().complete(LedgerCall.Answer.HEARD);

    assertThat(awaitWrite(2).activities()).containsExactly("a", "b");
    assertThat(first.activities()).containsExactly("a");
  }

  @Test
  void writesAgainWhatNobodyHasHeard() {
    open(0);
    add("a");

    awaitWrite(1).answer().complete(LedgerCall.Answer.NONE);

    assertThat(awaitWrite(2).activities()).containsExactly("a");
  }

  @Test
  void writesSoonThatSomethingMustNotBeFailed() {
    open(0);
    List<Ledger.Line> lines = new ArrayList<>();
    inOneMoment(() -> {
      lines.add(add("a"));
      lines.add(add("b"));
    });
    awaitWrite(1).answer().complete(LedgerCall.Answer.HEARD);

    lines.get(0).strikeSoon();
    lines.get(0).strikeSoon();

    assertThat(awaitWrite(2).activities()).containsExactly("b");
  }

  @Test
  void leavesWhatIsOverForTheNextWrite() {
    open(0);
    Ledger.Line line = add("a");
    awaitWrite(1).answer().complete(LedgerCall.Answer.HEARD);

    line.strike();
    add("b");

    assertThat(awaitWrite(2).activities()).containsExactly("b");
  }

  @Test
  void wantsAnotherPageWhenOneIsFull() {
    open(0);
    IntStream.range(0, LedgerPage.SIZE).forEach(number -> add("a" + number));
    assertThat(wanted).isEmpty();

    add("b");
    open(1);

    assertThat(wanted).containsExactly(2);
    assertThat(ledger.pages()).isEqualTo(2);
    await()
        .atMost(LIVELINESS)
        .until(() -> writes.stream().anyMatch(write -> write.activities().equals(List.of("b"))));
  }
}
