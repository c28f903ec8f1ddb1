package dev.understudy.bench;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.Item;
import dev.understudy.bench.Counted.Counting;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A million items that take no time: what the batch itself takes for a thousand of them, early and late,
 * the events of its longest run, and the heap after a collection. The heap is that of this process, with
 * the worker and with Temporal's test server, which keeps every history it ever had in memory: what the
 * worker keeps is less. One operation is a thousand items.
 */
public final class MillionItems {
  private static final int ITEMS = 1_000_000;
  private static final int PAGE = 1_000;
  private static final int TENTH = ITEMS / 10;

  private MillionItems() {}

  /** Notes the time and the heap at each tenth. */
  private static final class Quick implements BatchSink<Integer> {
    private final AtomicInteger count = new AtomicInteger();
    private final long[] nanos = new long[11];
    private final long[] heap = new long[11];

    @Override
    public void process(Item<Integer> item, Attempt attempt) {
      int done = count.incrementAndGet();
      if (done % TENTH == 0) {
        note(done / TENTH);
      }
    }

    void note(int tenth) {
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      heap[tenth] = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
      nanos[tenth] = System.nanoTime();
    }

    @Override
    public void setAside(Item<Integer> item, Attempt attempt, Exception cause) {
      throw new IllegalStateException(cause);
    }
  }

  public static void main(String[] args) {
    Quick quick = new Quick();
    try (Embedded embedded = new Embedded(new Counted(quick))) {
      BatchSpec spec = BatchSpec.of(Counted.BATCH).over(String.valueOf(ITEMS)).inPagesOf(PAGE);
      quick.note(0);
      Counting counting = embedded.task(Counting.class, "million");
      String run =
          WorkflowClient.start(counting::count, spec, BatchProgress.START).getRunId();
      BatchProgress end = WorkflowStub.fromTyped(counting).getResult(BatchProgress.class);
      print(quick, end, run, embedded.client());
    }
  }

  private static void print(Quick quick, BatchProgress end, String run, WorkflowClient client) {
    System.out.printf("%d items in pages of %d on %s%n", end.done(), PAGE, Embedded.machine());
    for (int tenth = 1; tenth <= 10; tenth++) {
      System.out.printf(
          Locale.ROOT,
          "up to %7d  %6.2f ms a thousand  heap %4d MB%n",
          tenth * TENTH,
          (quick.nanos[tenth] - quick.nanos[tenth - 1]) / 1e6 / (TENTH / 1_000.0),
          quick.heap[tenth]);
    }
    printRuns(run, client);
  }

  private static void printRuns(String first, WorkflowClient client) {
    int runs = 0;
    long events = 0;
    long longest = 0;
    Optional<String> run = Optional.of(first);
    while (run.isPresent()) {
      HistoryEvent last = client.fetchHistory("million", run.get()).getLastEvent();
      runs++;
      events += last.getEventId();
      longest = Math.max(longest, last.getEventId());
      run = next(last);
    }
    System.out.printf(
        Locale.ROOT,
        "%d runs, the longest of %d events; %.4f events an item, %.1f a page%n",
        runs,
        longest,
        (double) events / ITEMS,
        (double) events * PAGE / ITEMS);
  }

  private static Optional<String> next(HistoryEvent last) {
    return last.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
        ? Optional.of(
            last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId())
        : Optional.empty();
  }
}
