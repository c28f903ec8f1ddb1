package dev.understudy.lease.held;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final WorkerRun RUN = new WorkerRun("work", "a", "run-1");

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final WorkflowServiceStubs deaf =
      WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
          .setChannel(temporal.getWorkflowServiceStubs().getRawChannel())
          .setGrpcClientInterceptors(List.of(new NoSignals()))
          .build());

  /** Temporal takes no signals. */
  private static final class NoSignals implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      ClientCall<Q, A> call = next.newCall(method, options);
      boolean isSignal = method
          .getFullMethodName()
          .equals(WorkflowServiceGrpc.getSignalWorkflowExecutionMethod().getFullMethodName());
      return isSignal ? new Refused<>(call) : call;
    }
  }

  private static final class Refused<Q, A> extends SimpleForwardingClientCall<Q, A> {
    Refused(ClientCall<Q, A> call) {
      super(call);
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      listener.onClose(Status.PERMISSION_DENIED, new Metadata());
    }

    @Override
    public void sendMessage(Q message) {}

    @Override
    public void halfClose() {}

    @Override
    public void request(int messages) {}
  }

  @AfterEach
  void stop() {
    deaf.shutdownNow();
    temporal.close();
  }

  @Test
  void saysWhatTemporalDoesNotTake() {
    Leases leases = new Leases(WorkflowClient.newInstance(deaf), RUN.taskQueue());

    assertThatThrownBy(() -> leases.suspect(RUN, Suspicion.BEACON, "b"))
        .isInstanceOf(WorkflowException.class);
  }

  @Test
  void saysNothingOfALeaseThatIsOver() {
    Leases leases = new Leases(temporal.getWorkflowClient(), RUN.taskQueue());

    leases.suspect(RUN, Suspicion.BEACON, "b");
  }
}
