package dev.understudy.lease.held;

import com.google.common.util.concurrent.ListenableFuture;
import dev.understudy.handoff.NoticingPace;
import dev.understudy.lease.DoorbellWorkflow;
import dev.understudy.lease.WorkerRun;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a worker at once whether it lives, past all timers of Temporal. Whoever asks another one asks itself by the same
 * way: only if that is answered does silence prove anything, and the slower it is, the longer the other may take.
 * Thread-safe.
 */
final class Doorbell {
  /** What came of it. */
  enum Answer {
    /** The worker lives. */
    ANSWERED,
    /** The worker has not answered, though it would have if it could. */
    SILENCE,
    /** Nobody knows: Temporal may be away, or slow, or this process may have stood still. */
    UNKNOWN
  }

  private static final Logger LOG = LoggerFactory.getLogger(Doorbell.class);

  /** For an answer of another one, as often as for the own. */
  private static final int PATIENCE = 3;

  private final WorkflowClient client;
  private final WorkerRun self;
  private final Pace pace;

  /**
   * When silence proves nothing.
   *
   * @param own the own answer takes longer than this
   * @param least the other one has been given less than this
   * @param standstill waiting takes that much longer than it was meant to, so that an answer may have been missed
   */
  record Pace(Duration own, Duration least, Duration standstill) {
    static final Pace QUICK =
        new Pace(Duration.ofMillis(500), NoticingPace.BEACON_ANSWER, Duration.ofMillis(200));
  }

  /** That of the worker whose run {@code self} is. */
  Doorbell(WorkflowClient client, WorkerRun self, Pace pace) {
    this.client = client;
    this.self = self;
    this.pace = pace;
  }

  /** Asks {@code other}, and waits for what comes of it. */
  Answer ring(WorkerRun other) throws InterruptedException {
    long begun = System.nanoTime();
    var theirs = query(other);
    var ours = query(self);
    try {
      if (answer(ours, pace.own()) != Answer.ANSWERED) {
        return Answer.UNKNOWN;
      }
      Duration due = patience(since(begun));
      Answer answer = answer(theirs, due.minus(since(begun)));
      boolean isPunctual = since(begun).compareTo(due.plus(pace.standstill())) < 0;
      return answer != Answer.SILENCE || isPunctual ? answer : Answer.UNKNOWN;
    } finally {
      theirs.cancel(true);
      ours.cancel(true);
    }
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private Duration patience(Duration own) {
    Duration wanted = own.multipliedBy(PATIENCE);
    return wanted.compareTo(pace.least()) < 0 ? pace.least() : wanted;
  }

  private ListenableFuture<QueryWorkflowResponse> query(WorkerRun run) {
    return client
        .getWorkflowServiceStubs()
        .futureStub()
        .withDeadlineAfter(pace.own().multipliedBy(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)
        .queryWorkflow(QueryWorkflowRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run.doorbellId()))
            .setQuery(WorkflowQuery.newBuilder().setQueryType(DoorbellWorkflow.RING))
            .build());
  }

  private static Answer answer(ListenableFuture<QueryWorkflowResponse> query, Duration patience)
      throws InterruptedException {
    try {
      var unused = query.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
      return Answer.ANSWERED;
    } catch (TimeoutException silence) {
      return Answer.SILENCE;
    } catch (ExecutionException failure) {
      LOG.debug("a worker was not asked", failure);
      return Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED
          ? Answer.SILENCE
          : Answer.UNKNOWN;
    }
  }
}
