package dev.understudy.lease.held;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.understudy.lease.LedgerPage;
import io.grpc.Status;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the activities of a lease tell Temporal. Each method is one call, and waits for nothing. Thread-safe. */
final class LedgerCall {
  /** What Temporal made of it. */
  enum Answer {
    HEARD,
    /** There is no such activity any more. */
    GONE,
    /** Nobody answered. */
    NONE
  }

  private static final Logger LOG = LoggerFactory.getLogger(LedgerCall.class);

  /** It is of no use later. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final WorkflowClient client;

  /** Of what is only tried again one line is enough. */
  private final AtomicBoolean isWarned = new AtomicBoolean();

  LedgerCall(WorkflowClient client) {
    this.client = client;
  }

  CompletableFuture<Answer> beat(ByteString taskToken) {
    return call(taskToken, Optional::empty);
  }

  CompletableFuture<Answer> write(ByteString taskToken, LedgerPage page) {
    return call(taskToken, () -> client.getOptions().getDataConverter().toPayloads(page));
  }

  /** A user's converter may fail, and work the next time: then nobody has heard it, this time. */
  private CompletableFuture<Answer> call(
      ByteString taskToken, Supplier<Optional<Payloads>> details) {
    try {
      return send(taskToken, details.get());
    } catch (RuntimeException failure) {
      warn(failure);
      return CompletableFuture.completedFuture(Answer.NONE);
    }
  }

  private CompletableFuture<Answer> send(ByteString taskToken, Optional<Payloads> details) {
    RecordActivityTaskHeartbeatRequest.Builder beat =
        RecordActivityTaskHeartbeatRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setIdentity(client.getOptions().getIdentity())
            .setTaskToken(taskToken);
    details.ifPresent(beat::setDetails);
    CompletableFuture<Answer> heard = new CompletableFuture<>();
    ListenableFuture<RecordActivityTaskHeartbeatResponse> answer = client
        .getWorkflowServiceStubs()
        .futureStub()
        .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .recordActivityTaskHeartbeat(beat.build());
    answer.addListener(() -> heard.complete(heard(answer)), Runnable::run);
    return heard;
  }

  private void warn(RuntimeException failure) {
    if (isWarned.compareAndSet(false, true)) {
      LOG.warn("a worker's ledger cannot be written, which is tried again", failure);
    }
  }

  private static Answer heard(Future<RecordActivityTaskHeartbeatResponse> answer) {
    try {
      var unused = answer.get();
      return Answer.HEARD;
    } catch (ExecutionException failure) {
      LOG.debug("a worker's lease was not heard", failure);
      return Status.fromThrowable(failure).getCode() == Status.Code.NOT_FOUND
          ? Answer.GONE
          : Answer.NONE;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted); // The answer is there.
    }
  }
}
