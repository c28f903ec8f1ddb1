package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One agent and its one long step, both of which go from worker to worker: whoever has them comes to its end
 * as soon as another worker is ready. Confined to one thread.
 */
final class Lane implements AutoCloseable {
  /** Of a step before its worker's end, so that it is not one of a moment. */
  private static final Duration AT_WORK = Duration.ofMillis(1500);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Kind kind;
  private final Fate fate;
  private final Servers servers;
  private final AblyLocal ably;
  private final String task = "task-" + UUID.randomUUID();
  private final String queue = "queue-" + task;
  private final AgentWatch watch;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private WorkerProcess holder;

  Lane(Kind kind, Fate fate, Servers servers, AblyLocal ably) throws Exception {
    this.kind = kind;
    this.fate = fate;
    this.servers = servers;
    this.ably = ably;
    this.watch = new AgentWatch(ably, Kind.room(task));
    this.holder = startWorker();
    kind.start(servers.client(), queue, task);
    watch.awaitHolderAfter(0, PATIENCE);
    holder.awaitFirstTick();
  }

  private WorkerProcess startWorker() throws Exception {
    String name = "%s-worker-%d".formatted(task, workers.size());
    WorkerProcess worker = WorkerProcess.start(
        name, kind.program(queue, name), servers.environment(ably, ably.port()), line -> {});
    workers.add(worker);
    worker.awaitReady();
    return worker;
  }

  /** Has the agent and its work go to a worker that is ready for them. */
  Handoff handOff() throws Exception {
    WorkerProcess heir = startWorker();
    Thread.sleep(AT_WORK.toMillis());
    int holders = watch.holders();
    CompletableFuture<Long> noticed = new Noticing(servers.client(), kind.keeper(task)).begin();
    long begun = System.nanoTime();
    fate.befall(holder);
    Handoff seen = follow(begun, holders, heir, noticed);
    holder = heir;
    return seen;
  }

  private Handoff follow(
      long begun, int holders, WorkerProcess heir, CompletableFuture<Long> noticed)
      throws Exception {
    long present = watch.awaitHolderAfter(holders, PATIENCE);
    long resumed = heir.awaitFirstTick();
    long exited = holder.awaitExit();
    return new Handoff(
        watch.offlineSince(begun).toNanos() / 1e6,
        Optional.of(millis(begun, noticed.get())),
        millis(begun, present),
        millis(begun, resumed),
        millis(holder.lastTick(), resumed),
        millis(begun, exited));
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  @Override
  public void close() {
    servers.client().newUntypedWorkflowStub(task).terminate("measured");
    workers.forEach(WorkerProcess::close);
    watch.close();
  }
}
