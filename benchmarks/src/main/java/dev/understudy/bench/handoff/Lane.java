package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One worker after the other: each begins a task, an agent with one long step, and comes to its end as soon as
 * another worker is ready. Each handoff is of a task of its own, since Temporal waits ever longer before it
 * tries again what has failed several times. Confined to one thread.
 */
final class Lane implements AutoCloseable {
  /** Of a step before its worker's end, so that it is not one of a moment. */
  private static final Duration AT_WORK = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Kind kind;
  private final Fate fate;
  private final Servers servers;
  private final AblyLocal ably;
  private final String queue = "queue-" + UUID.randomUUID();
  private final List<WorkerProcess> workers = new ArrayList<>();
  private WorkerProcess holder;

  Lane(Kind kind, Fate fate, Servers servers, AblyLocal ably) throws Exception {
    this.kind = kind;
    this.fate = fate;
    this.servers = servers;
    this.ably = ably;
    this.holder = startWorker();
  }

  private WorkerProcess startWorker() throws Exception {
    String name = "%s-worker-%d".formatted(queue, workers.size());
    WorkerProcess worker = WorkerProcess.start(
        name, kind.program(queue, name), servers.environment(ably, ably.port()), line -> {});
    workers.add(worker);
    worker.awaitReady();
    return worker;
  }

  /** Has the only worker begin a task, which goes to another one as soon as that is ready for it. */
  Handoff handOff() throws Exception {
    String task = "task-" + UUID.randomUUID();
    try (AgentWatch watch = new AgentWatch(ably, Kind.room(task))) {
      kind.start(servers.client(), queue, task);
      watch.awaitHolderAfter(0, PATIENCE);
      holder.awaitFirstTick(task);
      WorkerProcess heir = startWorker();
      Thread.sleep(AT_WORK.toMillis());
      Handoff seen = end(holder, heir, task, watch);
      holder = heir;
      return seen;
    } finally {
      servers.client().newUntypedWorkflowStub(task).terminate("measured");
    }
  }

  private Handoff end(WorkerProcess old, WorkerProcess heir, String task, AgentWatch watch)
      throws Exception {
    int holders = watch.holders();
    CompletableFuture<Long> noticed = new Noticing(servers.client(), kind.keeper(task)).begin();
    long begun = System.nanoTime();
    fate.befall(old);
    long present = watch.awaitHolderAfter(holders, PATIENCE);
    long resumed = heir.awaitFirstTick(task);
    return new Handoff(
        watch.offlineSince(begun).toNanos() / 1e6,
        Optional.of(millis(begun, noticed.get())),
        millis(begun, present),
        millis(begun, resumed),
        millis(old.lastTick(task), resumed),
        millis(begun, old.awaitExit()));
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
  }
}
