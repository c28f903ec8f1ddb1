package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.bench.handoff.SpeechLane.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * So many kills, each in the middle of a run of publishes, and what was heard. The system property {@code
 * understudy.rounds} says how many.
 */
public final class SpeechKills {
  private static final int KILLS = Integer.getInteger("understudy.rounds", 200);
  private static final int LANES = Integer.getInteger("understudy.lanes", 2);
  private static final long SEED = 7;

  private final AtomicInteger killed = new AtomicInteger();

  /** Measures, and prints the counts. */
  public void measure() throws Exception {
    String before = Servers.describe();
    try (Servers servers = new Servers();
        AblyLocal ably = AblyLocal.start()) {
      List<Outcome> outcomes = lanes(servers, ably);
      List<Outcome> midRun = outcomes.stream().filter(Outcome::midRun).toList();
      System.out.printf(
          "%d kills in the middle of %d publishes (%d runs), on %s, and %s after it%n",
          midRun.size(), SpeechLane.LAST, outcomes.size(), before, LoadAverage.now());
      line("messages heard more than once", outcomes, Outcome::doubled);
      line("messages never heard", outcomes, Outcome::missing);
      line("messages out of order", outcomes, Outcome::disordered);
      line("tasks that did not complete", outcomes, one -> one.end().equals("completed") ? 0 : 1);
    }
  }

  private static void line(String what, List<Outcome> outcomes, ToIntFunction<Outcome> count) {
    System.out.printf(
        "  %-30s %d%n", what + ":", outcomes.stream().mapToInt(count).sum());
  }

  private List<Outcome> lanes(Servers servers, AblyLocal ably) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<List<Outcome>>> lanes = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        long seed = SEED + lane;
        lanes.add(threads.submit(() -> lane(servers, ably, seed)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<List<Outcome>> lane : lanes) {
        outcomes.addAll(lane.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Outcome> lane(Servers servers, AblyLocal ably, long seed) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (SpeechLane lane = new SpeechLane(servers, ably, seed)) {
      while (killed.get() < KILLS) {
        Outcome outcome = lane.speak();
        outcomes.add(outcome);
        int count = outcome.midRun() ? killed.incrementAndGet() : killed.get();
        System.err.printf("%d: %s, load %s%n", count, outcome, LoadAverage.now());
      }
    }
    return outcomes;
  }
}
