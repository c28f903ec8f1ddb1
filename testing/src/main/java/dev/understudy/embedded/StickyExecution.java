package dev.understudy.embedded;

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
import io.temporal.api.workflowservice.v1.RespondQueryTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.List;

/**
 * Temporal's Sticky Execution without sticky queues: a worker that has a workflow in memory is sent only
 * what is new in its history, and need not replay it at every workflow task.
 *
 * <p>The test server (1.38.0) puts the next workflow task into a queue of that worker's own, and knows
 * no timeout for it as a real server does: if the worker dies, its workflows wait for ever. So it is never
 * told what a worker keeps. It offers every workflow task to all workers, with the whole history; if the
 * worker that takes it {@linkplain KeptWorkflows keeps} the workflow, what it has seen is left out here. A
 * worker that has forgotten it nevertheless fetches the history, as from a real server.
 *
 * <p>The server says that it has this by naming a version, which the plain test server does not.
 *
 * <p>Thread-safe.
 */
final class StickyExecution implements ServerInterceptor {
  private static final String SERVER_VERSION = "embedded";

  private final KeptWorkflows kept = new KeptWorkflows();

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
      } else if (request instanceof RespondQueryTaskCompletedRequest answer) {
        kept.answered(answer.getTaskToken());
      }
      return request;
    }

    @Override
    @SuppressWarnings("unchecked") // a message makes way for one of its own type
    public void sendMessage(R response) {
      if (response instanceof PollWorkflowTaskQueueResponse task && task.hasWorkflowExecution()) {
        super.sendMessage((R) give(worker, task));
      } else if (response instanceof GetSystemInfoResponse info) {
        super.sendMessage((R) info.toBuilder().setServerVersion(SERVER_VERSION).build());
      } else {
        super.sendMessage(response);
      }
    }
  }

  /** The test server does not learn of it. */
  private RespondWorkflowTaskCompletedRequest complete(RespondWorkflowTaskCompletedRequest task) {
    if (task.hasStickyAttributes()) {
      kept.keep(task.getTaskToken());
    }
    return task.toBuilder().clearStickyAttributes().build();
  }

  private PollWorkflowTaskQueueResponse give(String worker, PollWorkflowTaskQueueResponse task) {
    if (task.hasQuery()) {
      return kept.ask(worker, task) ? withHistory(task, List.of()) : task;
    }
    return kept.take(worker, task) ? withHistory(task, news(task)) : task;
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
}
