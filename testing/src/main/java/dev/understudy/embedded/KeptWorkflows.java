package dev.understudy.embedded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which worker has which workflow in its memory, and how far, as a server can know it from the tasks that it
 * gives out and what becomes of them. A worker that does not say which one it is keeps nothing.
 *
 * <p>A worker that is sent a whole history begins the workflow anew from that, and forgets what it had. A
 * query may be sent with a whole history that is old by the time that the worker comes to it: what it completes
 * before it has answered is not counted as kept.
 *
 * <p>Thread-safe.
 */
final class KeptWorkflows {
  private final Object lock = new Object();

  /** The workflow task of each run that was given out last; like the histories, for as long as the server lives. */
  @GuardedBy("lock")
  private final Map<String, TakenTask> taken = new HashMap<>();

  /** Of queries that were sent with a whole history and are not answered yet, by token. */
  @GuardedBy("lock")
  private final Map<ByteString, Replay> replays = new HashMap<>();

  /** A run that a worker begins anew for a query. */
  private record Replay(String run, String worker) {}

  /**
   * The workflow task that was given out last.
   *
   * @param isNews whether it was sent without what the worker had seen before
   * @param isKept whether the worker has completed it and keeps the workflow, if the server takes that
   */
  private record TakenTask(
      String worker, ByteString token, long startedEventId, boolean isNews, boolean isKept) {

    TakenTask kept() {
      return new TakenTask(worker, token, startedEventId, isNews, true);
    }

    boolean isBy(String other) {
      return !worker.isEmpty() && worker.equals(other);
    }
  }

  /** The worker takes a workflow task. Returns whether it needs no more of the history than what is new. */
  boolean take(String worker, PollWorkflowTaskQueueResponse task) {
    String run = task.getWorkflowExecution().getRunId();
    synchronized (lock) {
      boolean isNews = isNews(taken.get(run), worker, task);
      taken.put(
          run, new TakenTask(worker, task.getTaskToken(), task.getStartedEventId(), isNews, false));
      return isNews;
    }
  }

  /** The server counts from the last task whose completion it took, so that one was taken. */
  private static boolean isNews(
      @Nullable TakenTask before, String worker, PollWorkflowTaskQueueResponse task) {
    return before != null
        && before.isKept()
        && before.isBy(worker)
        && before.startedEventId() == task.getPreviousStartedEventId();
  }

  /** The worker that took that task has completed it, and keeps the workflow. */
  void keep(ByteString token) {
    String run = TaskTokens.execution(token).getRunId();
    synchronized (lock) {
      TakenTask latest = taken.get(run);
      if (latest != null
          && latest.token().equals(token)
          && !replays.containsValue(new Replay(run, latest.worker()))) {
        taken.put(run, latest.kept());
      }
    }
  }

  /** The worker takes a query. Returns whether it needs no history for that. */
  boolean ask(String worker, PollWorkflowTaskQueueResponse query) {
    String run = query.getWorkflowExecution().getRunId();
    synchronized (lock) {
      TakenTask latest = taken.get(run);
      boolean isThere =
          latest != null && latest.isBy(worker) && (latest.isKept() || latest.isNews());
      if (!isThere) {
        replays.put(query.getTaskToken(), new Replay(run, worker));
      }
      return isThere;
    }
  }

  /** A query has been answered. */
  void answered(ByteString token) {
    synchronized (lock) {
      replays.remove(token);
    }
  }
}
