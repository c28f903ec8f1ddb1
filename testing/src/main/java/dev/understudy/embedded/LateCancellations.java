package dev.understudy.embedded;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.temporal.api.command.v1.Command;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.internal.testservice.TestWorkflowService;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes Temporal's test server take a cancellation that comes too late. A workflow may cancel an
 * activity that has ended, or a timer that has fired, since its workflow task began. A real server takes
 * that; the test server (1.38.0) breaks off half-way through the workflow task, and the workflow never
 * gets another.
 *
 * <p>So such a workflow task is failed before the test server sees it, as a real server fails one that
 * completes a workflow with news pending. The worker repeats it and finds the activity ended, or the timer
 * fired. No activity reports its end between the check and the task; one that times out in that instant still
 * may.
 *
 * <p>Thread-safe.
 */
final class LateCancellations implements ServerInterceptor {
  private static final List<Class<?>> ENDS_OF_ACTIVITIES = List.of(
      RespondActivityTaskCompletedRequest.class,
      RespondActivityTaskCompletedByIdRequest.class,
      RespondActivityTaskFailedRequest.class,
      RespondActivityTaskFailedByIdRequest.class,
      RespondActivityTaskCanceledRequest.class,
      RespondActivityTaskCanceledByIdRequest.class);

  private final TestWorkflowService service;

  /** Held for reading while an activity ends, for writing while a workflow task cancels one. */
  private final ReadWriteLock ends = new ReentrantReadWriteLock();

  LateCancellations(TestWorkflowService service) {
    this.service = service;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new Request<>(next.startCall(call, headers), call);
  }

  /** A request that is all there once the client has ended its half of the call. */
  private final class Request<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private @Nullable Q message;

    Request(ServerCall.Listener<Q> service, ServerCall<Q, ?> call) {
      super(service);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      this.message = message;
      super.onMessage(message);
    }

    @Override
    public void onHalfClose() {
      if (message instanceof RespondWorkflowTaskCompletedRequest task && cancelsAnything(task)) {
        holding(ends.writeLock(), () -> cancel(task));
      } else if (message != null && ENDS_OF_ACTIVITIES.contains(message.getClass())) {
        holding(ends.readLock(), super::onHalfClose);
      } else {
        super.onHalfClose();
      }
    }

    private void cancel(RespondWorkflowTaskCompletedRequest task) {
      if (isInTime(task)) {
        super.onHalfClose();
      } else {
        call.close(fail(task), new Metadata());
      }
    }
  }

  private static void holding(Lock lock, Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private static boolean cancelsAnything(RespondWorkflowTaskCompletedRequest task) {
    return !cancelledActivities(task).isEmpty() || !cancelledTimers(task).isEmpty();
  }

  private boolean isInTime(RespondWorkflowTaskCompletedRequest task) {
    List<Long> activities = cancelledActivities(task);
    List<String> timers = cancelledTimers(task);
    return (activities.isEmpty()
            || activities.stream().allMatch(new PendingActivities(service, task)::contains))
        && (timers.isEmpty()
            || timers.stream().allMatch(new PendingTimers(service, task)::contains));
  }

  /** The events that scheduled them. */
  private static List<Long> cancelledActivities(RespondWorkflowTaskCompletedRequest task) {
    return commands(task, CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)
        .map(command ->
            command.getRequestCancelActivityTaskCommandAttributes().getScheduledEventId())
        .toList();
  }

  private static List<String> cancelledTimers(RespondWorkflowTaskCompletedRequest task) {
    return commands(task, CommandType.COMMAND_TYPE_CANCEL_TIMER)
        .map(command -> command.getCancelTimerCommandAttributes().getTimerId())
        .toList();
  }

  private static Stream<Command> commands(
      RespondWorkflowTaskCompletedRequest task, CommandType type) {
    return task.getCommandsList().stream().filter(command -> command.getCommandType() == type);
  }

  /** What the worker is answered: as by a real server, or that there is no such task any more. */
  private Status fail(RespondWorkflowTaskCompletedRequest task) {
    RespondWorkflowTaskFailedRequest failure = RespondWorkflowTaskFailedRequest.newBuilder()
        .setTaskToken(task.getTaskToken())
        .setNamespace(task.getNamespace())
        .setIdentity(task.getIdentity())
        .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
        .build();
    try {
      PendingActivities.ask(failure, service::respondWorkflowTaskFailed);
      return Status.INVALID_ARGUMENT.withDescription(
          "UnhandledCommand: the activity has ended, or the timer has fired");
    } catch (CompletionException gone) {
      return Status.fromThrowable(gone);
    }
  }
}
