package dev.understudy.session;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.presence.LeaveReason;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/**
 * What a task has left of one session's attendance on task queues that it was on before. They keep the agent
 * present until that is seen to be so on the present queue, and are ended then from here: there may be nobody
 * left on their own. Confined to the workflow's threads.
 */
final class FormerAttendances {
  private static final Logger LOG = Workflow.getLogger(FormerAttendances.class);

  /** One or two calls to Temporal; a worker that takes longer has lost it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AttendanceActivities activities;
  private final AttendanceSpec spec;
  private final String home;
  private final List<String> queues;
  private boolean isEnding;

  /** Those of the agent and session of {@code spec} on the queues that come before {@code present}. */
  FormerAttendances(AttendanceSpec spec, CarriedOver.Place present) {
    this.activities = Workflow.newActivityStub(
        AttendanceActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(PATIENCE)
            .setCancellationType(ActivityCancellationType.ABANDON)
            .setSummary("ends %s on a former task queue".formatted(spec.summary()))
            .build());
    this.spec = spec;
    this.home = present.home();
    this.queues = new ArrayList<>(present.before());
  }

  /** The queues on which there may still be one. */
  List<String> queues() {
    return List.copyOf(queues);
  }

  /** A task that comes back to a queue may find one that another has taken the place of: that has to be over. */
  void endOn(String queue) {
    if (queues.contains(queue)) {
      end(queue).get();
    }
  }

  /** The agent is present on the present queue. */
  void endAll() {
    if (!isEnding) {
      isEnding = true;
      queues().forEach(this::end);
    }
  }

  /** One counts until it has ended: a run that continues as new before that leaves it to the next. */
  private Promise<Void> end(String queue) {
    String id = spec.workflowId(queue, home);
    return Async.procedure(activities::end, id).thenApply(ended -> {
      queues.remove(queue);
      return null;
    });
  }

  /**
   * The session is closed before anybody was seen on the present queue: whoever holds the agent has to leave. One that
   * hears it ends as soon, and for the given reason; on a queue that nobody polls any more none hears it.
   *
   * @return when all have ended
   */
  Promise<Void> close(LeaveReason reason) {
    List<Promise<Void>> ends = new ArrayList<>();
    for (String queue : queues()) {
      String id = spec.workflowId(queue, home);
      unlessOver(
          () -> Workflow.newExternalWorkflowStub(AttendanceWorkflow.class, id).close(reason));
      ends.add(Async.procedure(activities::seeEnded, id));
    }
    queues.clear();
    return Promise.allOf(ends);
  }

  private void unlessOver(Functions.Proc call) {
    try {
      call.apply();
    } catch (TemporalFailure | SignalExternalWorkflowException over) {
      LOG.debug("a former attendance of {} had ended", spec.key(), over);
    }
  }
}
