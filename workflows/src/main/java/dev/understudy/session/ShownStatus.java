package dev.understudy.session;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.WaysToAbly;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.step.StepClock;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an agent shows: what its task has said last, and over that whether the work waits, and for what.
 * What the task says meanwhile, and each question of several, keeps its place. Confined to the workflow's
 * threads.
 */
final class ShownStatus {
  private static final Logger LOG = Workflow.getLogger(ShownStatus.class);

  private final WaysToAbly ably = new WaysToAbly();
  private AttendanceSpec spec;
  private final StepClock clock;
  private final Runnable onChange;
  private final Deque<Question> questions = new ArrayDeque<>();
  private int waiting;
  private Status said;
  private Status shown;
  private boolean isOver;

  /** Shows what this worker could not, unless there is nothing of that kind. */
  private @Nullable CancellationScope catchingUp;

  /**
   * What an agent shows that enters with {@code first}.
   *
   * @param onChange told when it shows something else
   */
  ShownStatus(AttendanceSpec spec, Status first, StepClock clock, Runnable onChange) {
    this.onChange = onChange;
    this.spec = spec;
    this.clock = clock;
    this.said = first;
    this.shown = first;
  }

  /**
   * Goes on from what an earlier run has {@linkplain #carried left}; its questions are asked no more.
   *
   * @param isUnseen whether that is yet to be shown
   */
  void carryOn(Status earlier, boolean isUnseen) {
    said = earlier;
    shown = earlier;
    if (earlier.state() == AgentState.ASKING) {
      showNow();
    } else if (isUnseen) {
      show(earlier);
    }
  }

  /** What it shows, as newer than anything that was shown before, by whichever run. */
  Status anew() {
    long number = clock.next();
    shown = shown.withState(shown.state(), number);
    return shown;
  }

  /** Its agent is present anew, as {@code next}. */
  void speakAs(AttendanceSpec next) {
    spec = next;
  }

  /** Whether what it shows is yet to be seen: no worker that was asked has reached Ably so far. */
  boolean isUnseen() {
    return catchingUp != null;
  }

  /** What the next run goes on from: without the questions, which its work, that begins anew, has to ask again. */
  Status carried() {
    return said.withState(shown.state(), shown.sequence());
  }

  Status shown() {
    return shown;
  }

  /** Shows what the task says now. */
  void say(String text, Map<String, ?> detail) {
    long number = clock.nextKept(); // may wait, and what is shown may change meanwhile
    Status next = new Status(number, state(), text, new LinkedHashMap<>(detail));
    Refusal.orResult(() -> new StatusMessage(spec.task(), next).toJson());
    said = next;
    show(withQuestion(next));
  }

  /** Shows the work as paused while {@code wait} lasts. One that fails is followed by nothing. */
  void paused(Functions.Proc wait) {
    waiting++;
    try {
      showNow();
      wait.apply();
    } finally {
      waiting--;
    }
    showNow();
  }

  /** Shows that it asks, until the question is {@link #asked}. */
  void asks(Question question) {
    questions.add(question);
    Status next = now();
    Refusal.unless(
        new StatusMessage(spec.task(), next).fits(),
        RefusalCode.ARGUMENT_TOO_LARGE,
        ("a question is shown as a status of 1 KiB of JSON, which leaves room for %d bytes of text,"
                + " but this one has %d: shorten it")
            .formatted(room(question), question.text().getBytes(StandardCharsets.UTF_8).length));
    show(next);
  }

  private int room(Question question) {
    Map<String, Object> detail = new LinkedHashMap<>(question.detail());
    detail.put(Question.TEXT, "");
    return new StatusMessage(spec.task(), with(now(), detail)).room();
  }

  /** Shows what is left when a question is no more: one that still waits, or what the task said. */
  void asked(Question question) {
    questions.remove(question);
    showNow();
  }

  private AgentState state() {
    if (waiting > 0) {
      return AgentState.PAUSED;
    }
    return questions.isEmpty() ? AgentState.ACTIVE : AgentState.ASKING;
  }

  /** Shows what it shows once more, and so over whatever else was shown since. */
  void showNow() {
    show(now());
  }

  private Status now() {
    long number = clock.nextKept(); // may wait, and what is said may change meanwhile
    return withQuestion(said.withState(state(), number));
  }

  /** The newest beside what was said, unless that leaves no room for it. */
  private Status withQuestion(Status status) {
    if (questions.isEmpty()) {
      return status;
    }
    Map<String, Object> question = questions.getLast().detail();
    Map<String, Object> both = new LinkedHashMap<>(status.detail());
    both.putAll(question);
    Status beside = with(status, both);
    return new StatusMessage(spec.task(), beside).fits() ? beside : with(status, question);
  }

  private static Status with(Status status, Map<String, Object> detail) {
    return new Status(status.sequence(), status.state(), status.text(), detail);
  }

  private void show(Status next) {
    shown = next;
    onChange.run();
    if (catchingUp == null && !isOver) {
      try {
        if (!ably.fromHere().show(spec, next)) {
          catchUp();
        }
      } catch (ActivityFailure failure) {
        onFailure(next, failure);
      }
    }
  }

  private void onFailure(Status next, ActivityFailure failure) {
    try {
      WaysToAbly.throwIfFinal(failure);
      catchUp();
    } catch (ActivityFailure refused) {
      LOG.warn("status {} of {} was not shown", next.sequence(), spec.key(), refused);
    }
  }

  /**
   * Lets another worker show it, or this one when it reaches Ably again, and then the newest, if another has come
   * meanwhile. Nobody waits for that, and what came between costs nothing.
   */
  private void catchUp() {
    if (catchingUp == null && !isOver) {
      catchingUp = Workflow.newDetachedCancellationScope(() -> {
        Promise<Void> unused = Async.procedure(this::showNewest);
      });
      catchingUp.run();
    }
  }

  private void showNewest() {
    Status newest;
    do {
      newest = shown;
      try {
        ably.fromAnywhere("shows the status of " + spec.summary()).show(spec, newest);
      } catch (ActivityFailure failure) {
        if (!isOver) {
          LOG.warn("status {} of {} was not shown", newest.sequence(), spec.key(), failure);
        }
      }
    } while (shown.isNewerThan(newest) && !isOver);
    catchingUp = null;
  }

  /** The agent leaves, and shows nothing any more. */
  void end() {
    isOver = true;
    if (catchingUp != null) {
      catchingUp.cancel("the session is closed");
    }
  }
}
