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
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
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

  private final Set<Poll<?, ?>> open = ConcurrentHashMap.newKeySet();
  private final Set<String> over = ConcurrentHashMap.newKeySet();

  /** From now on what polls {@code queues} is left alone again. */
  void begin(Set<String> queues) {
    over.removeAll(queues);
  }

  /** Ends those of {@code queues} that are out, and whatever of them begins later; others go on. */
  void end(Set<String> queues) {
    over.addAll(queues);
    open.forEach(Poll::endIfOver);
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

    /** Which it polls; nothing before it is sent. */
    private volatile String queue = "";

    @GuardedBy("lock")
    private boolean canEnd;

    @GuardedBy("lock")
    private boolean isEnded;

    Poll(ClientCall<Q, R> call, PrototypeMarshaller<R> answers) {
      super(call);
      this.answers = answers;
    }

    void endIfOver() {
      if (over.contains(queue)) {
        end();
      }
    }

    private void end() {
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
      queue = queue(request);
      super.sendMessage(request);
    }

    /** Ended no earlier: whoever sends would be told that he must not. */
    @Override
    public void halfClose() {
      synchronized (lock) {
        super.halfClose();
        canEnd = true;
      }
      endIfOver();
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
