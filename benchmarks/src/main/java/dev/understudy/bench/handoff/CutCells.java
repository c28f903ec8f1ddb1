package dev.understudy.bench.handoff;

import dev.understudy.bench.handoff.CutCell.Cut;
import dev.understudy.bench.handoff.CutCell.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Twenty cuts of one of two workers, and eight of the only one; several cells at a time, for they mostly wait. */
public final class CutCells {
  private static final int AT_A_TIME = Integer.getInteger("understudy.lanes", 5);

  /** Measures, and prints a table. */
  public void measure() throws Exception {
    System.out.println(Servers.describe());
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try (Servers servers = new Servers()) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (CutCell cell : cells()) {
        outcomes.add(threads.submit(() -> cell.measure(servers)));
      }
      int good = 0;
      for (Future<Outcome> outcome : outcomes) {
        good += isGood(outcome) ? 1 : 0;
      }
      System.out.printf("%d of %d cuts are good; %s%n", good, outcomes.size(), Servers.describe());
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isGood(Future<Outcome> outcome) throws InterruptedException {
    try {
      System.out.println(outcome.get());
      return outcome.get().isGood();
    } catch (ExecutionException failure) {
      System.out.println("not measured: " + failure.getCause());
      return false;
    }
  }

  /** The longest first, so that none is waited for alone. */
  private static List<CutCell> cells() {
    List<CutCell> cells = new ArrayList<>();
    for (Cut how : Cut.values()) {
      for (int seconds : new int[] {10, 20, 60, 150}) {
        CutCell ofTwo = new CutCell(how, Duration.ofSeconds(seconds), 2);
        for (int times = 0; times < (seconds < 150 ? 3 : 1); times++) {
          cells.add(ofTwo);
        }
        cells.add(new CutCell(how, Duration.ofSeconds(seconds), 1));
      }
    }
    cells.sort(Comparator.comparing(CutCell::length).reversed());
    return cells;
  }
}
