package dev.understudy.session;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps nobody present, but remembers what it was asked for. Thread-safe. */
final class RecordingAttendance implements AttendanceActivities {
  private final List<String> story = new CopyOnWriteArrayList<>();
  private final List<String> published = new CopyOnWriteArrayList<>();
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile People online = People.NOBODY;
  private volatile boolean isRefusing;
  private volatile CountDownLatch answer = new CountDownLatch(0);
  private volatile byte[] taskToken = {};

  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    Status first = spec.first();
    String showing = first == null ? "" : " showing " + first.text() + " " + first.detail();
    story.add("%s enters %s%s".formatted(spec.agent(), spec.session(), showing));
    awaitAnswer();
    if (isRefusing) {
      throw ApplicationFailure.newNonRetryableFailure("no capability (40160)", Refusal.TYPE);
    }
    taskToken = Activity.getExecutionContext().getTaskToken();
    Activity.getExecutionContext().doNotCompleteOnReturn();
    return LeaveReason.COMPLETED;
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(interrupted);
    }
  }

  @Override
  public void cancel(String task) {
    Activity.getExecutionContext()
        .getWorkflowClient()
        .newUntypedWorkflowStub(task)
        .cancel();
  }

  @Override
  public People look(SessionName session) {
    looks.incrementAndGet();
    return online;
  }

  @Override
  public void show(AttendanceSpec spec, Status status) {
    String state = status.state() == AgentState.ACTIVE
        ? ""
        : " (" + status.state().name().toLowerCase(Locale.ROOT) + ")";
    story.add("%s shows %s%s".formatted(spec.agent(), status.text(), state));
  }

  @Override
  public void publish(AttendanceSpec spec, Publication message) {
    published.add("%s: %s %s".formatted(spec.agent(), message.name(), message.data()));
    ids.add(message.id());
  }

  /** What was published, each like {@code "writer: result done"}. */
  List<String> published() {
    return published;
  }

  /** The ids of what was published. */
  List<String> ids() {
    return ids;
  }

  /** Whom a look finds. */
  void lookFinds(People people) {
    online = people;
  }

  int looks() {
    return looks.get();
  }

  void refuse() {
    isRefusing = true;
  }

  /** Says nothing for a while to who wants to enter; whoever runs what this returns ends that. */
  Runnable sayNothing() {
    CountDownLatch silence = new CountDownLatch(1);
    answer = silence;
    return silence::countDown;
  }

  /** Ably refuses an agent that was present. */
  void refuseFromNowOn(WorkflowClient client) {
    client
        .newActivityCompletionClient()
        .completeExceptionally(
            taskToken,
            ApplicationFailure.newNonRetryableFailure("no capability (40160)", Refusal.TYPE));
  }

  long count(String event) {
    return story.stream().filter(event::equals).count();
  }

  List<String> story() {
    return story;
  }
}
