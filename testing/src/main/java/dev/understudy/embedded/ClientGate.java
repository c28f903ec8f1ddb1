package dev.understudy.embedded;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets requests out to Temporal's test server as {@link LateCancellations} says. Thread-safe. */
final class ClientGate implements ClientInterceptor {
  private static final Set<MethodDescriptor<?, ?>> CHECKED = Set.of(
      WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod(),
      WorkflowServiceGrpc.getRespondActivityTaskCompletedMethod(),
      WorkflowServiceGrpc.getRespondActivityTaskCompletedByIdMethod(),
      WorkflowServiceGrpc.getRespondActivityTaskFailedMethod(),
      WorkflowServiceGrpc.getRespondActivityTaskFailedByIdMethod(),
      WorkflowServiceGrpc.getRespondActivityTaskCanceledMethod(),
      WorkflowServiceGrpc.getRespondActivityTaskCanceledByIdMethod());

  private final LateCancellations late;

  ClientGate(LateCancellations late) {
    this.late = late;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return CHECKED.contains(method)
        ? new Request<>(method, options, next)
        : next.newCall(method, options);
  }

  /**
   * A call that is made once the request is all there, and is over when the caller's half of it has ended: the lock
   * is held until the server has taken it. Confined to the caller's thread.
   */
  private final class Request<Q, R> extends ClientCall<Q, R> {
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Channel server;
    private Metadata headers = new Metadata();
    private @Nullable Listener<R> caller;
    private @Nullable Q message;

    Request(MethodDescriptor<Q, R> method, CallOptions options, Channel server) {
      this.method = method;
      this.options = options;
      this.server = server;
    }

    @Override
    public void start(Listener<R> caller, Metadata headers) {
      this.caller = caller;
      this.headers = headers;
    }

    @Override
    public void sendMessage(Q message) {
      this.message = message;
    }

    @Override
    public void halfClose() {
      if (caller == null || message == null) {
        throw new IllegalStateException("a request must be started and sent before it ends");
      }
      Q request = message;
      Listener<R> answered = caller;
      late.check(
          server,
          request,
          () -> deliver(request, answered),
          refusal -> answered.onClose(refusal, new Metadata()));
    }

    private void deliver(Q request, Listener<R> answered) {
      Channel withHeaders =
          ClientInterceptors.intercept(server, MetadataUtils.newAttachHeadersInterceptor(headers));
      try {
        R answer = ClientCalls.blockingUnaryCall(withHeaders, method, options, request);
        answered.onHeaders(new Metadata());
        answered.onMessage(answer);
        answered.onClose(Status.OK, new Metadata());
      } catch (StatusRuntimeException refused) {
        Metadata details = refused.getTrailers();
        answered.onClose(refused.getStatus(), details == null ? new Metadata() : details);
      }
    }

    @Override
    public void request(int numMessages) {}

    /** What has been asked is asked already, and what has not is not asked. */
    @Override
    public void cancel(@Nullable String why, @Nullable Throwable cause) {}
  }
}
