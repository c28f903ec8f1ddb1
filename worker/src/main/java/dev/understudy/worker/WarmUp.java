package dev.understudy.worker;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.step.StepNumbering;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskScheduledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskStartedEventAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what the first workflow tasks of a process need, before it polls for any. A JVM that has just started loads some
 * thousand classes for the first, and on a busy machine that takes longer than the second after which the SDK takes the
 * task for deadlocked; while the server waits for it, the task that was in the middle of its work stands.
 *
 * <p>The SDK replays the beginning of a history here that no server ever saw: that of a {@linkplain WarmUpTask task}
 * that has just been started.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  static final String NAME = "understudy-warm-up";

  /** Nobody waits for it, and the first times are slow: that is what it is for. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A few times: the first loads classes, and the others find out what else is slow. */
  private static final int ROUNDS = 3;

  private WarmUp() {}

  /** Needs {@code client} for its settings, and asks its server for nothing but what that is able to. */
  static void run(WorkflowClient client) {
    try {
      replay(client);
    } catch (Exception cold) { // A worker that is cold still works.
      LOG.warn("this worker begins cold, and its first tasks may take long", cold);
    }
  }

  private static void replay(WorkflowClient client) throws Exception {
    WorkerFactory factory = WorkerFactory.newInstance(
        StubsThrough.withoutPlugins(client), // It is no factory that they should hear of.
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor(), new StepNumbering())
            .build());
    try {
      Worker worker = factory.newWorker(
          NAME,
          WorkerOptions.newBuilder()
              .setDefaultDeadlockDetectionTimeout(PATIENCE.toMillis())
              .build());
      worker.registerWorkflowImplementationTypes(WarmUpTask.Impl.class);
      for (int round = 0; round < ROUNDS; round++) {
        History begun = begun(client.getOptions().getDataConverter());
        worker.replayWorkflowExecution(new WorkflowExecutionHistory(begun, NAME));
      }
    } finally {
      factory.shutdownNow();
    }
  }

  private static History begun(DataConverter converter) {
    TaskQueue queue = TaskQueue.newBuilder()
        .setName(NAME)
        .setKind(TaskQueueKind.TASK_QUEUE_KIND_NORMAL)
        .build();
    return History.newBuilder()
        .addEvents(event(1, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
            .setWorkflowExecutionStartedEventAttributes(
                WorkflowExecutionStartedEventAttributes.newBuilder()
                    .setWorkflowType(WorkflowType.newBuilder().setName(WarmUpTask.TYPE))
                    .setTaskQueue(queue)
                    .setWorkflowTaskTimeout(Durations.fromMillis(PATIENCE.toMillis()))
                    .setOriginalExecutionRunId(NAME)
                    .setFirstExecutionRunId(NAME)
                    .setAttempt(1)))
        .addEvents(event(2, EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
            .setWorkflowTaskScheduledEventAttributes(
                WorkflowTaskScheduledEventAttributes.newBuilder()
                    .setTaskQueue(queue)
                    .setAttempt(1)))
        .addEvents(event(3, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
            .setWorkflowTaskStartedEventAttributes(
                WorkflowTaskStartedEventAttributes.newBuilder().setScheduledEventId(2)))
        // What comes of a task that is not completed is not looked at, and so not run.
        .addEvents(event(4, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .setWorkflowTaskCompletedEventAttributes(
                WorkflowTaskCompletedEventAttributes.newBuilder()
                    .setScheduledEventId(2)
                    .setStartedEventId(3)))
        .addEvents(event(5, EventType.EVENT_TYPE_MARKER_RECORDED)
            .setMarkerRecordedEventAttributes(anchor(converter)))
        .build();
  }

  /** What the clock of a run records before its first number, without which a replay does not go on. */
  private static MarkerRecordedEventAttributes.Builder anchor(DataConverter converter) {
    return MarkerRecordedEventAttributes.newBuilder()
        .setMarkerName("SideEffect")
        .putDetails("data", converter.toPayloads(NAME).orElseThrow())
        .setWorkflowTaskCompletedEventId(4);
  }

  private static HistoryEvent.Builder event(long id, EventType type) {
    return HistoryEvent.newBuilder()
        .setEventId(id)
        .setEventType(type)
        .setEventTime(Timestamps.fromMillis(System.currentTimeMillis()));
  }
}
