package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Line;
import dev.understudy.handoff.HandoffPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * One cut between the worker that has an agent and Ably, at a line of its own.
 *
 * @param workers all of them, of which one is cut off
 */
record CutCell(Cut how, Duration length, int workers) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Before the cut: all have found each other, and the step is at work. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** After it: whatever member was left behind is gone. */
  private static final Duration AFTERMATH =
      HandoffPolicy.DEFAULT.remainPresentFor().plusSeconds(15);

  /** What a worker that is alone may need to be back, once Ably is. */
  private static final Duration COMEBACK = Duration.ofSeconds(2);

  /** How the line is cut. */
  enum Cut {
    BY_RESETS {
      @Override
      void cut(Line line) {
        line.reset();
      }
    },
    IN_SILENCE {
      @Override
      void cut(Line line) {
        line.silence();
      }
    };

    abstract void cut(Line line);
  }

  /**
   * What was seen.
   *
   * @param still the longest time in which the step, which needs no Ably, was not at work
   * @param members how many the agent had in the end
   */
  record Outcome(CutCell cell, Duration offline, Duration still, int members, double load) {
    boolean isGood() {
      return offline.compareTo(cell.mostOffline()) <= 0 && members == 1;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-10s %5d s  %d worker%s  offline %,7d ms of at most %,7d  work still %,5d ms"
              + "  %d member%s  load %5.2f  %s",
          cell.how().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          cell.length().toSeconds(),
          cell.workers(),
          cell.workers() == 1 ? " " : "s",
          offline.toMillis(),
          cell.mostOffline().toMillis(),
          still.toMillis(),
          members,
          members == 1 ? "" : "s",
          load,
          isGood() ? "good" : "BROKEN");
    }
  }

  /**
   * Nothing while another worker could enter; else what Ably was away beyond {@code
   * remainPresentFor}, and a comeback.
   */
  private Duration mostOffline() {
    Duration beyond = length.minus(HandoffPolicy.DEFAULT.remainPresentFor());
    return workers > 1 || beyond.isNegative() ? Duration.ZERO : beyond.plus(COMEBACK);
  }

  Outcome measure(Servers servers) throws Exception {
    String task = "cut-" + UUID.randomUUID();
    List<WorkerProcess> started = new ArrayList<>();
    try (AblyLocal ably = AblyLocal.start();
        Line line = new Line(ably.host(), ably.port());
        AgentWatch watch = new AgentWatch(ably, Kind.room(task))) {
      Stillness work = new Stillness();
      started.add(start(servers.environment(ably, line.port()), task, "a", work));
      Kind.UNDERSTUDY.start(servers.client(), task, task);
      watch.awaitHolderAfter(0, PATIENCE);
      started.get(0).awaitFirstTick(task);
      for (int other = 1; other < workers; other++) {
        started.add(start(servers.environment(ably, ably.port()), task, "b" + other, work));
      }
      Outcome seen = cut(line, watch, work);
      servers.client().newUntypedWorkflowStub(task).terminate("measured");
      return seen;
    } finally {
      started.forEach(WorkerProcess::close);
    }
  }

  private static WorkerProcess start(
      Map<String, String> environment, String task, String suffix, Stillness work)
      throws Exception {
    String name = task + "-" + suffix;
    WorkerProcess worker =
        WorkerProcess.start(name, Kind.UNDERSTUDY.program(task, name), environment, work::hear);
    worker.awaitReady();
    return worker;
  }

  private Outcome cut(Line line, AgentWatch watch, Stillness work) throws InterruptedException {
    Thread.sleep(SETTLED.toMillis());
    work.begin();
    long begun = System.nanoTime();
    how.cut(line);
    Thread.sleep(length.toMillis());
    line.mend();
    Thread.sleep(AFTERMATH.toMillis());
    return new Outcome(
        this, watch.offlineSince(begun), work.longest(), watch.members(), LoadAverage.now());
  }
}
