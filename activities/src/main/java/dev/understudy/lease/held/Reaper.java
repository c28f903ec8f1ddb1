package dev.understudy.lease.held;

import dev.understudy.Internal;
import dev.understudy.handoff.NoticingPace;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.ReapOrder;
import dev.understudy.lease.Reaped;
import dev.understudy.lease.ReapingActivities;
import dev.understudy.lease.WorkerRun;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out again what a dead worker held. Agents come before steps, and steps before those that have to be looked for;
 * and not more at once than a server takes beside its work. Thread-safe; its threads end with each reaping.
 */
@Internal
public final class Reaper implements ReapingActivities {
  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  /** Zero would mean "never again" to a real server. */
  private static final Duration NEXT = Duration.ofMillis(1);

  /**
   * The pause of those that are failed at once. As soon as the first is due Temporal reads its timers, and what is entered after
   * that may wait for a second.
   */
  private static final Duration TOGETHER = Duration.ofMillis(20);

  /** There may be thousands to look at, and a few to find. */
  private static final int FEW = 4;

  private final WorkflowClient client;
  private final LedgerReader reader;
  private final WorkerRun run;
  private final Leases leases;

  /** That of the worker whose run that is. */
  public Reaper(WorkflowClient client, WorkerRun run) {
    this.client = client;
    this.reader = new LedgerReader(client.getOptions().getDataConverter());
    this.run = run;
    this.leases = new Leases(client, run.taskQueue());
  }

  @Override
  public String here() {
    return run.ownQueue();
  }

  @Override
  public Harvest reap(ReapOrder order) {
    LedgerReader.Contents ledger = ledgerOfWhoAsks();
    Harvest held = inParallel(
        held(ledger).toList(), NoticingPace.REAPED_AT_ONCE, entry -> fail(entry, order, NEXT));
    Harvest harvest = held.plus(new Harvest(0, 0, 0, ledger.unread()))
        .plus(failStragglers(ledger, order, tasks(ledger), NoticingPace.REAPED_AT_ONCE));
    LOG.info("{} is gone ({}); given out again: {}", order.from().worker(), order.alarm(), harvest);
    return harvest;
  }

  @Override
  public Harvest reapAgain(ReapOrder order) {
    LedgerReader.Contents ledger = ledgerOfWhoAsks();
    Set<String> workflows = new LinkedHashSet<>();
    ledger.entries().forEach(entry -> workflows.add(entry.workflow()));
    workflows.addAll(tasksOfOthers(order.from()));
    Harvest harvest = failStragglers(ledger, order, workflows, FEW);
    if (!harvest.isNothing()) {
      LOG.info(
          "{} is gone, and was given more; given out again: {}", order.from().worker(), harvest);
    }
    return harvest;
  }

  /**
   * Fails the first of what stands in the ledger of a worker that was proved to be gone just now, all at once. Does
   * nothing if that was not just now: a process that stood still meanwhile knows nothing any more.
   */
  Harvest reapEarly(ReapOrder order) {
    List<LedgerEntry> first =
        held(ledger(order.from())).limit(NoticingPace.REAPED_AT_ONCE).toList();
    boolean isFresh =
        Duration.between(order.proved(), Instant.now()).compareTo(LeasePace.DEPUTY) < 0;
    Harvest harvest = isFresh
        ? inParallel(first, NoticingPace.REAPED_AT_ONCE, entry -> fail(entry, order, TOGETHER))
        : Harvest.NONE;
    if (!harvest.isNothing()) {
      LOG.info(
          "{} is gone ({}); given out at once: {}", order.from().worker(), order.alarm(), harvest);
    }
    return harvest;
  }

  private static Stream<LedgerEntry> held(LedgerReader.Contents ledger) {
    return ledger.entries().stream()
        .filter(LedgerEntry::isHeld)
        .sorted(Comparator.comparing(LedgerEntry::kind));
  }

  private LedgerReader.Contents ledgerOfWhoAsks() {
    ActivityInfo asking = Activity.getExecutionContext().getInfo();
    return ledger(WorkflowTargetOptions.newBuilder()
        .setWorkflowId(asking.getWorkflowId())
        .setRunId(asking.getWorkflowRunId())
        .build());
  }

  private LedgerReader.Contents ledger(WorkerRun of) {
    return ledger(WorkflowTargetOptions.newBuilder().setWorkflowId(of.leaseId()).build());
  }

  private LedgerReader.Contents ledger(WorkflowTargetOptions lease) {
    return reader.read(LedgerReader.describe(client, lease));
  }

  private static Set<String> tasks(LedgerReader.Contents ledger) {
    Set<String> tasks = new LinkedHashSet<>();
    ledger.of(LedgerEntry.Kind.TASK).forEach(entry -> tasks.add(entry.workflow()));
    return tasks;
  }

  /** A worker that is silent is given what others have begun, too. */
  private Set<String> tasksOfOthers(WorkerRun from) {
    Set<String> tasks = new LinkedHashSet<>();
    for (WorkerRun other : leases.open()) {
      if (!other.equals(from)) {
        tasks.addAll(tasksOf(other));
      }
    }
    return tasks;
  }

  private Set<String> tasksOf(WorkerRun other) {
    try {
      return tasks(ledger(other));
    } catch (
        RuntimeException
            unread) { // Whatever it is, those of the others are looked at all the same.
      LOG.warn("the ledger of {} was not read", other.worker(), unread);
      return Set.of();
    }
  }

  private Harvest failStragglers(
      LedgerReader.Contents ledger, ReapOrder order, Set<String> workflows, int atOnce) {
    if (workflows.isEmpty()) {
      return Harvest.NONE;
    }
    Stragglers stragglers = new Stragglers(
        client, order, ledger, leases.begun(), () -> failure(order.reaped(Instant.now()), NEXT));
    return inParallel(workflows, atOnce, stragglers::fail);
  }

  private static <T> Harvest inParallel(
      Collection<T> all, int atOnce, Function<T, Harvest> failing) {
    ExecutorService threads = Executors.newFixedThreadPool(
        Math.max(1, Math.min(atOnce, all.size())), task -> new Thread(task, "understudy-reaper"));
    try {
      return all.stream()
          .map(one -> CompletableFuture.supplyAsync(() -> failing.apply(one), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .reduce(Harvest.NONE, Harvest::plus);
    } finally {
      threads.shutdownNow();
    }
  }

  private Harvest fail(LedgerEntry entry, ReapOrder order, Duration next) {
    try {
      client
          .newActivityCompletionClient()
          .completeExceptionally(entry.token(), failure(order.reaped(Instant.now()), next));
      return entry.kind() == LedgerEntry.Kind.ATTENDANCE
          ? new Harvest(1, 0, 0, 0)
          : new Harvest(0, 1, 0, 0);
    } catch (ActivityNotExistsException over) {
      return new Harvest(0, 0, 1, 0);
    } catch (RuntimeException failure) { // Whatever it is, the others are failed all the same.
      LOG.warn(
          "{} of {} was not given out again: it is when its heartbeats are missed",
          entry.activity(),
          entry.workflow(),
          failure);
      return new Harvest(0, 0, 0, 1);
    }
  }

  private static ApplicationFailure failure(Reaped reaped, Duration next) {
    return ApplicationFailure.newBuilder()
        .setMessage("%s is gone (%s)".formatted(reaped.from().worker(), reaped.why()))
        .setType(Reaped.TYPE)
        .setDetails(reaped)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(next)
        .build();
  }
}
