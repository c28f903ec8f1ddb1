package dev.understudy.lease.held;

import dev.understudy.Internal;
import dev.understudy.handoff.NoticingPace;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.ReapOrder;
import dev.understudy.lease.Reaped;
import dev.understudy.lease.ReapingActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out again what a dead worker held. Agents come before steps, and not more at once than a server takes beside
 * its work. Thread-safe; its threads end with each reaping.
 */
@Internal
public final class Reaper implements ReapingActivities {
  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  /** Zero would mean "never again" to a real server. */
  private static final Duration NEXT = Duration.ofMillis(1);

  private final WorkflowClient client;

  public Reaper(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public Harvest reap(ReapOrder order) {
    ActivityInfo asking = Activity.getExecutionContext().getInfo();
    LedgerReader.Contents ledger = new LedgerReader(client)
        .read(WorkflowTargetOptions.newBuilder()
            .setWorkflowId(asking.getWorkflowId())
            .setRunId(asking.getWorkflowRunId())
            .build());
    Harvest harvest = failAll(ledger.entries(), order).plus(new Harvest(0, 0, 0, ledger.unread()));
    LOG.info("{} is gone ({}); given out again: {}", order.from().worker(), order.alarm(), harvest);
    return harvest;
  }

  private Harvest failAll(List<LedgerEntry> entries, ReapOrder order) {
    ExecutorService threads = Executors.newFixedThreadPool(
        Math.max(1, Math.min(NoticingPace.REAPED_AT_ONCE, entries.size())),
        task -> new Thread(task, "understudy-reaper"));
    try {
      return entries.stream()
          .sorted(Comparator.comparing(LedgerEntry::kind))
          .map(entry -> CompletableFuture.supplyAsync(() -> fail(entry, order), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .reduce(Harvest.NONE, Harvest::plus);
    } finally {
      threads.shutdownNow();
    }
  }

  private Harvest fail(LedgerEntry entry, ReapOrder order) {
    try {
      client
          .newActivityCompletionClient()
          .completeExceptionally(entry.token(), failure(order.reaped(Instant.now())));
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

  private static ApplicationFailure failure(Reaped reaped) {
    return ApplicationFailure.newBuilder()
        .setMessage("%s is gone (%s)".formatted(reaped.from().worker(), reaped.why()))
        .setType(Reaped.TYPE)
        .setDetails(reaped)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(NEXT)
        .build();
  }
}
