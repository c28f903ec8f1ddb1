package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What becomes of a worker that has an agent. The system property {@code understudy.rounds} says how often. */
public enum Fate {
  /** The process is killed, by SIGKILL. */
  KILLED {
    @Override
    void befall(WorkerProcess worker) {
      worker.kill();
    }

    @Override
    void print(List<Handoff> seen) {
      line("offline", seen, Handoff::offline);
      line("noticed after", seen, handoff -> handoff.noticed().orElseThrow());
      line("present elsewhere after", seen, Handoff::present);
      line("at work elsewhere after", seen, Handoff::resumed);
    }
  },
  /** The process is told to stop, by SIGTERM. */
  STOPPED {
    @Override
    void befall(WorkerProcess worker) {
      worker.tellToStop();
    }

    @Override
    void print(List<Handoff> seen) {
      line("offline", seen, Handoff::offline);
      line("next tenure present after", seen, Handoff::present);
      line("work standing for", seen, Handoff::still);
      line("exit after", seen, Handoff::exited);
    }
  };

  private static final int ROUNDS = Integer.getInteger("understudy.rounds", 20);

  /** Of the plain way at a time, which mostly waits for its heartbeat timeout. */
  private static final int PLAIN_LANES = 4;

  abstract void befall(WorkerProcess worker);

  abstract void print(List<Handoff> seen);

  /** Measures, and prints the figures. */
  public final void measure() throws Exception {
    try (Servers servers = new Servers();
        AblyLocal ably = AblyLocal.start()) {
      System.out.printf("%d workers are %s%n", ROUNDS, name().toLowerCase(java.util.Locale.ROOT));
      print("Understudy", () -> rounds(Kind.UNDERSTUDY, servers, ably, ROUNDS));
      print("the plain way", () -> plainLanes(servers, ably));
    }
  }

  private void print(String what, Callable<List<Handoff>> measurement) throws Exception {
    String before = Servers.describe();
    List<Handoff> seen = measurement.call();
    System.out.printf(
        "%s, %d handoffs on %s, and %s after it%n", what, seen.size(), before, LoadAverage.now());
    print(seen);
  }

  private static void line(String what, List<Handoff> seen, Function<Handoff, Double> figure) {
    System.out.printf(
        "  %-26s %s%n", what + ":", Percentiles.of(seen.stream().map(figure).toList()));
  }

  private List<Handoff> rounds(Kind kind, Servers servers, AblyLocal ably, int count)
      throws Exception {
    List<Handoff> seen = new ArrayList<>();
    try (Lane lane = new Lane(kind, this, servers, ably)) {
      for (int round = 1; round <= count; round++) {
        Handoff one = lane.handOff();
        System.err.printf("%s %d: %s, load %s%n", kind, round, one, LoadAverage.now());
        seen.add(one);
      }
    }
    return seen;
  }

  private List<Handoff> plainLanes(Servers servers, AblyLocal ably) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PLAIN_LANES);
    try {
      List<Future<List<Handoff>>> lanes = new ArrayList<>();
      for (int lane = 0; lane < PLAIN_LANES; lane++) {
        int count = (ROUNDS + lane) / PLAIN_LANES;
        lanes.add(threads.submit(() -> rounds(Kind.PLAIN, servers, ably, count)));
      }
      return all(lanes);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Handoff> all(List<Future<List<Handoff>>> lanes)
      throws InterruptedException, ExecutionException {
    List<Handoff> seen = new ArrayList<>();
    for (Future<List<Handoff>> lane : lanes) {
      seen.addAll(lane.get());
    }
    return seen;
  }
}
