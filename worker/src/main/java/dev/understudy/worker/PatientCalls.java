package dev.understudy.worker;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Set;

/**
 * Has a worker's polls wait for a connection to Temporal that is lost, and so go out as soon as it is back. By
 * itself each fails at once, with a stack in the log, and the SDK tries ever later, up to a minute (sdk-java
 * 1.38, {@code PollerOptions}). For the interceptors of the stubs of a worker's client:
 *
 * <pre>{@code
 * WorkflowServiceStubsOptions.newBuilder().setGrpcClientInterceptors(List.of(new PatientCalls()))
 * }</pre>
 *
 * <p>Whether Temporal answers it notes for the one line that the log has of an outage. Thread-safe.
 */
public final class PatientCalls implements ClientInterceptor {
  private static final String POLL = "Poll";
  private static final String QUEUE = "TaskQueue";

  /** Beside polls, what Temporal answers once a worker has. */
  private static final Set<String> WAITING = Set.of(
      "QueryWorkflow",
      "UpdateWorkflowExecution",
      "PollWorkflowExecutionUpdate",
      "ExecuteMultiOperation",
      "GetWorkflowExecutionHistory");

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel next) {
    boolean isPoll = isPoll(method);
    boolean isAwaited = isPoll || WAITING.contains(String.valueOf(method.getBareMethodName()));
    CallOptions patient = isPoll ? options.withWaitForReady() : options;
    return new SimpleForwardingClientCall<>(next.newCall(method, patient)) {
      @Override
      public void start(Listener<B> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                note(status, isAwaited);
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private static boolean isPoll(MethodDescriptor<?, ?> method) {
    String name = String.valueOf(method.getBareMethodName());
    return name.startsWith(POLL) && name.endsWith(QUEUE);
  }

  /** What nothing came of in its time, because it waits for others, says nothing, nor does what was given up. */
  private static void note(Status status, boolean isAwaited) {
    switch (status.getCode()) {
      case UNAVAILABLE -> TemporalLink.OUTAGE.failed(reason(status));
      case DEADLINE_EXCEEDED -> {
        if (!isAwaited) {
          TemporalLink.OUTAGE.failed(reason(status));
        }
      }
      case CANCELLED -> {}
      default -> TemporalLink.OUTAGE.worked();
    }
  }

  private static String reason(Status status) {
    return status.getDescription() == null ? status.getCode().name() : status.getDescription();
  }
}
