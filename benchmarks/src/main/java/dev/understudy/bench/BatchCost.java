package dev.understudy.bench;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.Item;
import dev.understudy.bench.Counted.Counting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a batch costs: the same items with the same parallelism in a batch, and in a pool of threads of
 * one process without Temporal. One operation is one item of 5 ms; the rounds are interleaved.
 */
public final class BatchCost {
  private static final int ITEMS = 4_000;
  private static final int PARALLEL = 4;
  private static final int PAGE = 500;
  private static final int ROUNDS = 5;

  private BatchCost() {}

  /** Takes 5 ms. */
  private static final class Slow implements BatchSink<Integer> {
    @Override
    public void process(Item<Integer> item, Attempt attempt) throws InterruptedException {
      Thread.sleep(5);
    }

    @Override
    public void setAside(Item<Integer> item, Attempt attempt, Exception cause) {
      throw new IllegalStateException(cause);
    }
  }

  public static void main(String[] args) throws Exception {
    Counted counted = new Counted(new Slow());
    try (Embedded embedded = new Embedded(counted)) {
      plain(counted);
      batch(embedded, "warm-up");
      List<Double> plain = new ArrayList<>();
      List<Double> batch = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        plain.add(plain(counted));
        batch.add(batch(embedded, "batch-" + round));
      }
      print(plain, batch, embedded.client().fetchHistory("batch-0").getEvents().size());
    }
  }

  private static void print(List<Double> plain, List<Double> batch, int events) {
    System.out.printf(
        "%d rounds of %d items of 5 ms, %d at once, pages of %d, on %s%n",
        ROUNDS, ITEMS, PARALLEL, PAGE, Embedded.machine());
    System.out.printf("plain loop  %s%n", Spread.of(plain));
    System.out.printf("batch       %s%n", Spread.of(batch));
    System.out.printf(
        Locale.ROOT,
        "a batch takes %+.1f %% at the median; %.3f history events an item, %.1f a page%n",
        100 * (Spread.of(batch).median() / Spread.of(plain).median() - 1),
        (double) events / ITEMS,
        (double) events * PAGE / ITEMS);
  }

  private static double plain(Counted counted) throws Exception {
    long begun = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(PARALLEL);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < ITEMS; number++) {
        Item<Integer> item = new Item<>(String.valueOf(number), number);
        all.add(pool.submit(() -> {
          counted.sink().process(item, new BatchSink.Attempt(item.key(), 1));
          return null;
        }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double batch(Embedded embedded, String id) {
    BatchSpec spec = BatchSpec.of(Counted.BATCH)
        .over(String.valueOf(ITEMS))
        .inPagesOf(PAGE)
        .inParallel(PARALLEL);
    long begun = System.nanoTime();
    embedded.task(Counting.class, id).count(spec, BatchProgress.START);
    return (System.nanoTime() - begun) / 1e6;
  }
}
