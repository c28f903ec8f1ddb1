package dev.understudy.testing;

import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskFailedEventAttributes;
import java.util.Optional;
import java.util.function.Function;

/** What the code of a run does, event by event. Confined to one thread. */
final class CodeState {
  private String business = "";
  private long scheduled;
  private int attempt;

  /** What it has thrown, until it goes on. */
  private Optional<Failure> failure = Optional.empty();

  void add(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> {
        scheduled = event.getEventId();
        attempt = event.getWorkflowTaskScheduledEventAttributes().getAttempt();
        business = business.isEmpty() ? "runs its code" : business;
      }
      case EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT -> business = "waits for a worker";
      case EVENT_TYPE_WORKFLOW_TASK_FAILED ->
        failure = failure(event.getWorkflowTaskFailedEventAttributes());
      case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> {
        business = "";
        failure = Optional.empty();
      }
      default -> {} // is not about its code
    }
  }

  /** Empty if the task goes on at once, as when its result came too late for what has happened meanwhile. */
  private static Optional<Failure> failure(WorkflowTaskFailedEventAttributes failed) {
    return switch (failed.getCause()) {
      case WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
          WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE,
          WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW,
          WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND -> Optional.empty();
      default -> Optional.of(failed.getFailure());
    };
  }

  /** In words; empty while it waits. */
  String business() {
    return business;
  }

  /** What it has thrown that holds it, as far as anybody knows. */
  Optional<Throwable> thrown(String runId, Faults faults, Function<Failure, Throwable> failures) {
    if (failure.isPresent()) {
      return faults.of(runId).or(() -> failure.map(failures));
    }
    return business.isEmpty() || attempt < 2 ? Optional.empty() : faults.inVain(runId, scheduled);
  }
}
