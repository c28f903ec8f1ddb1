package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.stub.AbstractStub;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A worker's polls that are out, which can be ended: each comes back with nothing, as after a minute without work.
 *
 * <p>The SDK's {@code suspendPolling} lets them be, so that up to five of each kind bring back what a stopping
 * worker has just given away, and its shutdown can swallow what they bring: a step of which nobody hears until its
 * heartbeat timeout. Temporal's own remedy, {@code frontend.enableCancelWorkerPollsOnShutdown}, is off by default.
 * What the server gives out at the very moment of the end can still be swallowed. Thread-safe.
 */
final class OpenPolls implements ClientInterceptor {
  /** As in {@code PollActivityTaskQueue}; an update's result is polled for as well, but not from one. */
  private static final String TASK_QUEUE = "TaskQueue";

  private static final String POLL = "Poll";

  private final Set<String> queues;
  private final Set<Poll<?, ?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isOver;

  /** Those of {@code queues} can be ended; others of the same worker go on until it is gone. */
  OpenPolls(Set<String> queues) {
    this.queues = Set.copyOf(queues);
  }

  /** The same client, whose workers poll through this. */
  WorkflowClient through(WorkflowClient client) {
    return WorkflowClient.newInstance(
        through(client.getWorkflowServiceStubs()), client.getOptions());
  }

  private WorkflowServiceStubs through(WorkflowServiceStubs stubs) {
    return (WorkflowServiceStubs) Proxy.newProxyInstance(
        WorkflowServiceStubs.class.getClassLoader(),
        new Class<?>[] {WorkflowServiceStubs.class},
        (proxy, method, arguments) -> {
          try {
            Object answer = method.invoke(stubs, arguments);
            return answer instanceof AbstractStub<?> stub ? stub.withInterceptors(this) : answer;
          } catch (InvocationTargetException failure) {
            throw failure.getCause();
          }
        });
  }

  /** Ends those that are out, and whatever of those queues begins later. */
  void end() {
    isOver = true;
    open.forEach(Poll::end);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    String name = String.valueOf(method.getBareMethodName());
    return name.startsWith(POLL)
            && name.endsWith(TASK_QUEUE)
            && method.getResponseMarshaller() instanceof PrototypeMarshaller<R> answers
        ? new Poll<>(call, answers)
        : call;
  }

  private static String queue(Object request) {
    if (request instanceof PollActivityTaskQueueRequest steps) {
      return steps.getTaskQueue().getName();
    } else if (request instanceof PollWorkflowTaskQueueRequest tasks) {
      TaskQueue queue = tasks.getTaskQueue(); // A sticky one says what it belongs to.
      return queue.getNormalName().isEmpty() ? queue.getName() : queue.getNormalName();
    }
    return "";
  }

  /** One of them. Its listener is called by one thread at a time, as gRPC does it. */
  private final class Poll<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private final PrototypeMarshaller<R> answers;
    private final Object lock = new Object();

    /** Whether it is of a queue whose polls can be ended. Written before it is sent. */
    private boolean isEndable;

    @GuardedBy("lock")
    private boolean canEnd;

    @GuardedBy("lock")
    private boolean isEnded;

    Poll(ClientCall<Q, R> call, PrototypeMarshaller<R> answers) {
      super(call);
      this.answers = answers;
    }

    void end() {
      synchronized (lock) {
        isEnded = true;
        if (canEnd) {
          cancel("the worker stops", null);
        }
      }
    }

    private boolean isEnded() {
      synchronized (lock) {
        return isEnded;
      }
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      open.add(this);
      super.start(new Heard(listener), headers);
    }

    @Override
    public void sendMessage(Q request) {
      isEndable = queues.contains(queue(request));
      super.sendMessage(request);
    }

    /** Ended no earlier: whoever sends would be told that he must not. */
    @Override
    public void halfClose() {
      synchronized (lock) {
        super.halfClose();
        canEnd = isEndable;
      }
      if (isOver) {
        end();
      }
    }

    /** Hears the answer, or makes one of nothing when the poll was ended before there was any. */
    private final class Heard extends SimpleForwardingClientCallListener<R> {
      private boolean isAnswered;

      Heard(Listener<R> listener) {
        super(listener);
      }

      @Override
      public void onMessage(R answer) {
        isAnswered = true;
        super.onMessage(answer);
      }

      @Override
      public void onClose(Status status, Metadata trailers) {
        open.remove(Poll.this);
        if (isEnded() && !isAnswered && status.getCode() == Status.Code.CANCELLED) {
          super.onMessage(answers.getMessagePrototype());
          super.onClose(Status.OK, trailers);
        } else {
          super.onClose(status, trailers);
        }
      }
    }
  }
}
