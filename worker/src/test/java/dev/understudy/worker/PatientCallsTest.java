package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientCallsTest {
  private final List<CallOptions> asked = new ArrayList<>();

  /** Makes no calls, but notes how it is asked to. */
  private final class Notes extends Channel {
    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
      asked.add(options);
      return new ClientCall<>() {
        @Override
        public void start(Listener<B> listener, io.grpc.Metadata headers) {
          listener.onClose(Status.OK, headers);
        }

        @Override
        public void request(int count) {}

        @Override
        public void cancel(String message, Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(A message) {}
      };
    }

    @Override
    public String authority() {
      return "temporal:7233";
    }
  }

  private boolean isPatient(MethodDescriptor<?, ?> method) {
    asked.clear();
    new PatientCalls().interceptCall(method, CallOptions.DEFAULT, new Notes());
    return asked.get(0).isWaitForReady();
  }

  @Test
  void arePollsWhichWaitForAConnectionThatIsLost() {
    assertThat(isPatient(WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod())).isTrue();
    assertThat(isPatient(WorkflowServiceGrpc.getPollActivityTaskQueueMethod())).isTrue();
  }

  @Test
  void areNotOthersWhichAreTriedAgainOrTellWhoCalls() {
    assertThat(isPatient(WorkflowServiceGrpc.getRecordActivityTaskHeartbeatMethod()))
        .isFalse();
    assertThat(isPatient(WorkflowServiceGrpc.getPollWorkflowExecutionUpdateMethod()))
        .isFalse();
    assertThat(isPatient(WorkflowServiceGrpc.getStartWorkflowExecutionMethod())).isFalse();
  }
}
