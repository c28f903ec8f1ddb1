package dev.understudy.embedded;

import dev.understudy.Internal;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
@Internal
public final class LateCancellations {
  private static final List<Class<?>> ENDS_OF_ACTIVITIES = List.of(
      RespondActivityTaskCompletedRequest.class,
      RespondActivityTaskCompletedByIdRequest.class,
      RespondActivityTaskFailedRequest.class,
      RespondActivityTaskFailedByIdRequest.class,
      RespondActivityTaskCanceledRequest.class,
      RespondActivityTaskCanceledByIdRequest.class);

  /** Held for reading while an activity ends, for writing while a workflow task cancels one. */
  private final ReadWriteLock ends = new ReentrantReadWriteLock();

  private LateCancellations() {}

  /** Between a server and all of its clients, over {@code itself} a client of that server. */
  static ServerInterceptor onServer(Supplier<Channel> itself) {
    return new ServerGate(new LateCancellations(), itself);
  }

  /** Between a server and all of its clients, if all are of one channel: what has this must be of no other. */
  public static ClientInterceptor onClient() {
    return new ClientGate(new LateCancellations());
  }

  /**
   * Lets a request pass, or not. Returns once that is done.
   *
   * @param server for questions of its own
   * @param delivery returns once the server has taken the request
   * @param refusal takes what the client is answered instead
   */
  void check(Channel server, Object request, Runnable delivery, Consumer<Status> refusal) {
    if (request instanceof RespondWorkflowTaskCompletedRequest task && cancelsAnything(task)) {
      holding(ends.writeLock(), () -> refused(server, task).ifPresentOrElse(refusal, delivery));
    } else if (ENDS_OF_ACTIVITIES.contains(request.getClass())) {
      holding(ends.readLock(), delivery);
    } else {
      delivery.run();
    }
  }

  private static Optional<Status> refused(
      Channel server, RespondWorkflowTaskCompletedRequest task) {
    return isInTime(server, task) ? Optional.empty() : Optional.of(fail(server, task));
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

  private static boolean isInTime(Channel server, RespondWorkflowTaskCompletedRequest task) {
    List<Long> activities = cancelledActivities(task);
    List<String> timers = cancelledTimers(task);
    return (activities.isEmpty()
            || activities.stream().allMatch(new PendingActivities(server, task)::contains))
        && (timers.isEmpty()
            || timers.stream().allMatch(new PendingTimers(server, task)::contains));
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
  private static Status fail(Channel server, RespondWorkflowTaskCompletedRequest task) {
    RespondWorkflowTaskFailedRequest failure = RespondWorkflowTaskFailedRequest.newBuilder()
        .setTaskToken(task.getTaskToken())
        .setNamespace(task.getNamespace())
        .setIdentity(task.getIdentity())
        .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
        .build();
    try {
      var unused = WorkflowServiceGrpc.newBlockingStub(server).respondWorkflowTaskFailed(failure);
      return Status.INVALID_ARGUMENT.withDescription(
          "UnhandledCommand: the activity has ended, or the timer has fired");
    } catch (StatusRuntimeException gone) {
      return gone.getStatus();
    }
  }
}
