package dev.understudy.embedded;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Timestamps;
import io.grpc.Channel;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The timers of one workflow that have not fired, as far as their times tell: the test server does not, and
 * keeps back the event of one that fires while a workflow task runs.
 */
final class PendingTimers {
  /** Longer than the server takes for a workflow task; one that is due within it may fire before. */
  private static final Duration SOON = Duration.ofMillis(20);

  private final Map<String, Long> dueMillis;
  private final long soonMillis;

  /** Those of the workflow that {@code task} is of. */
  PendingTimers(Channel server, RespondWorkflowTaskCompletedRequest task) {
    dueMillis = PendingActivities.history(server, task).stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
        .collect(Collectors.toMap(
            event -> event.getTimerStartedEventAttributes().getTimerId(), PendingTimers::due));
    soonMillis = Timestamps.toMillis(TestServiceGrpc.newBlockingStub(server)
            .getCurrentTime(Empty.getDefaultInstance())
            .getTime())
        + SOON.toMillis();
  }

  private static long due(HistoryEvent started) {
    return Timestamps.toMillis(Timestamps.add(
        started.getEventTime(), started.getTimerStartedEventAttributes().getStartToFireTimeout()));
  }

  /** Whether that timer will not fire yet, or is not yet known at all. */
  boolean contains(String timerId) {
    Long due = dueMillis.get(timerId);
    return due == null || due > soonMillis;
  }
}
