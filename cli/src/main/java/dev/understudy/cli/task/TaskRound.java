package dev.understudy.cli.task;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.session.SessionView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how many tasks are. Of all of them Temporal says how their agents are kept and what these show, which
 * needs no worker. A task itself is asked only if there is more to say, why it is paused or what it asks: to answer, a
 * worker may have to replay it, and forget another for that. Of one without a session Temporal says whether it gets
 * anywhere. Those that are asked are few; and once some of a task
 * queue have been silent and none has answered, the others of it are not asked. Thread-safe.
 */
final class TaskRound {
  /** More would only wait for each other, in Temporal and in the workers. */
  private static final int AT_ONCE = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int ENOUGH_SILENCE = 3;

  /** A queue one of whose tasks has answered: however many are silent, it is not. */
  private static final int HEARD = Integer.MIN_VALUE / 2;

  private final WorkflowClient client;
  private final int mostAsked;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<String, Integer> silences = new HashMap<>();

  /**
   * A round.
   *
   * @param mostAsked how many tasks are asked themselves, at the most
   */
  TaskRound(WorkflowClient client, int mostAsked) {
    this.client = client;
    this.mostAsked = mostAsked;
  }

  /**
   * What is known of each, in their order.
   *
   * @throws StatusRuntimeException if Temporal does not answer
   */
  List<ToldTask> of(List<OpenTask> tasks) {
    try (AtOnce requests = new AtOnce(AT_ONCE)) {
      KeptAgents kept = new KeptAgents(client);
      List<ToldTask> seen = requests.map(
          tasks,
          task -> new ToldTask(task, task.attendances().stream().map(kept::of).toList()));
      Set<ToldTask> asked = new HashSet<>(
          seen.stream().filter(ToldTask::isToBeExplained).limit(mostAsked).toList());
      Set<ToldTask> bare = new HashSet<>(
          seen.stream().filter(task -> task.agents().isEmpty()).limit(mostAsked).toList());
      return requests.map(seen, task -> {
        if (asked.contains(task)) {
          return ask(task);
        }
        return bare.contains(task) ? doubt(task) : task;
      });
    }
  }

  /** Whether one that has no session never came to open it: as when no worker knows its type. */
  private ToldTask doubt(ToldTask seen) {
    try {
      int attempt = attempt(seen.task().id());
      return attempt > 1
          ? seen.silentBecause(
              "its workflow task fails (attempt %d): see its worker's log".formatted(attempt))
          : seen;
    } catch (StatusRuntimeException untold) {
      return seen.silentBecause(AtTemporal.reason(untold.getStatus()));
    }
  }

  /** Of its workflow task, the first of which is 1; 0 if it has none. */
  private int attempt(String task) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(task))
            .build())
        .getPendingWorkflowTask()
        .getAttempt();
  }

  private ToldTask ask(ToldTask seen) {
    String queue = seen.task().taskQueue();
    if (isSilent(queue)) {
      return seen.silentBecause("no worker answers for it");
    }
    try {
      SessionView view = query(seen.task().id());
      heard(queue);
      return seen.answering(view);
    } catch (DataConverterException unreadable) {
      return seen.silentBecause("its answer needs the task's data converter");
    } catch (StatusRuntimeException failure) {
      return failed(seen, failure.getStatus());
    }
  }

  private SessionView query(String task) {
    Payloads answer = client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .queryWorkflow(QueryWorkflowRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(task))
            .setQuery(WorkflowQuery.newBuilder().setQueryType("session"))
            .build())
        .getQueryResult();
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(answer), SessionView.class, SessionView.class);
  }

  private ToldTask failed(ToldTask seen, Status status) {
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      silent(seen.task().taskQueue());
      return seen.silentBecause("no worker answers for it");
    }
    return seen.silentBecause(AtTemporal.reason(status));
  }

  private boolean isSilent(String queue) {
    synchronized (lock) {
      return silences.getOrDefault(queue, 0) >= ENOUGH_SILENCE;
    }
  }

  private void silent(String queue) {
    synchronized (lock) {
      silences.merge(queue, 1, Integer::sum);
    }
  }

  private void heard(String queue) {
    synchronized (lock) {
      silences.put(queue, HEARD);
    }
  }
}
