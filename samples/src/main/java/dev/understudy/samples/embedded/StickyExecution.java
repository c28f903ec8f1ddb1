package dev.understudy.samples.embedded;

import com.google.protobuf.ByteString;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Temporal's Sticky Execution without sticky queues: a worker that has a workflow in memory is sent only
 * what is new in its history, and need not replay it at every workflow task.
 *
 * <p>The test server (1.38.0) puts the next workflow task into a queue of that worker's own, and knows
 * no timeout for it as a real server does: if the worker dies, its workflows wait for ever. So it is never
 * told what a worker keeps. It offers every workflow task to all workers, with the whole history; if the
 * worker that takes it completed the task before, and kept the workflow, what it has seen is left out
 * here. A worker that has forgotten it nevertheless fetches the history, as from a real server.
 *
 * <p>The server says that it has this by naming a version, which the plain test server does not.
 *
 * <p>Thread-safe.
 */
final class StickyExecution implements ServerInterceptor {
  static final String SERVER_VERSION = "embedded";

  /** The latest of each run, by run id; like the histories, for as long as the server lives. */
  private final Map<String, TakenTask> taken = new ConcurrentHashMap<>();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Exchange<Q, R> exchange = new Exchange<>(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(exchange, headers)) {
      @Override
      public void onMessage(Q request) {
        super.onMessage(exchange.received(request));
      }
    };
  }

  /** A request and its response. gRPC calls it from one thread at a time. */
  private final class Exchange<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private String worker = "";

    Exchange(ServerCall<Q, R> call) {
      super(call);
    }

    @SuppressWarnings("unchecked") // a message makes way for one of its own type
    Q received(Q request) {
      if (request instanceof PollWorkflowTaskQueueRequest poll) {
        worker = poll.getWorkerInstanceKey();
      } else if (request instanceof RespondWorkflowTaskCompletedRequest completed) {
        return (Q) complete(completed);
      }
      return request;
    }

    @Override
    @SuppressWarnings("unchecked") // a message makes way for one of its own type
    public void sendMessage(R response) {
      if (response instanceof PollWorkflowTaskQueueResponse task && task.hasWorkflowExecution()) {
        super.sendMessage((R) take(worker, task));
      } else if (response instanceof GetSystemInfoResponse info) {
        super.sendMessage((R) info.toBuilder().setServerVersion(SERVER_VERSION).build());
      } else {
        super.sendMessage(response);
      }
    }
  }

  private RespondWorkflowTaskCompletedRequest complete(RespondWorkflowTaskCompletedRequest task) {
    if (task.hasStickyAttributes()) {
      taken.computeIfPresent(
          TaskTokens.execution(task.getTaskToken()).getRunId(),
          (run, latest) -> latest.token().equals(task.getTaskToken()) ? latest.kept() : latest);
    }
    return task.toBuilder().clearStickyAttributes().build();
  }

  private PollWorkflowTaskQueueResponse take(String worker, PollWorkflowTaskQueueResponse task) {
    String run = task.getWorkflowExecution().getRunId();
    if (task.hasQuery()) {
      TakenTask latest = taken.get(run);
      return latest != null && latest.isKeptBy(worker) ? withHistory(task, List.of()) : task;
    }
    TakenTask before = taken.put(run, TakenTask.by(worker, task));
    return before != null && before.isKeptBy(worker) && before.precedes(task)
        ? withHistory(task, news(task))
        : task;
  }

  private static PollWorkflowTaskQueueResponse withHistory(
      PollWorkflowTaskQueueResponse task, List<HistoryEvent> events) {
    return task.toBuilder()
        .setHistory(History.newBuilder().addAllEvents(events))
        .build();
  }

  /** Events are numbered from 1. */
  private static List<HistoryEvent> news(PollWorkflowTaskQueueResponse task) {
    List<HistoryEvent> events = task.getHistory().getEventsList();
    return events.subList((int) task.getPreviousStartedEventId(), events.size());
  }

  /** The workflow task that was given out last. */
  private record TakenTask(String worker, ByteString token, long startedEventId, boolean isKept) {

    static TakenTask by(String worker, PollWorkflowTaskQueueResponse task) {
      return new TakenTask(worker, task.getTaskToken(), task.getStartedEventId(), false);
    }

    /** The worker has completed it and keeps the workflow, if the server takes the completion. */
    TakenTask kept() {
      return new TakenTask(worker, token, startedEventId, true);
    }

    /** A worker that does not say which one it is keeps nothing. */
    boolean isKeptBy(String other) {
      return isKept && !worker.isEmpty() && worker.equals(other);
    }

    /**
     * Whether the server took its completion, and {@code next} is the first task since. What has been
     * tried before may have got further in a worker's memory than the server knows.
     */
    boolean precedes(PollWorkflowTaskQueueResponse next) {
      return next.getPreviousStartedEventId() == startedEventId && next.getAttempt() == 1;
    }
  }
}
