package dev.understudy.session;

import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.step.StepClock;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * An attendance as its task sees it: a child that outlives the run that started it.
 *
 * <p>A later run of the task that finds it running takes it over. Temporal tells the end of a child
 * to its parent only, so the run says so, and is told by a signal. An attendance that hears it while
 * it ends begins again, and if it was not there to hear it the run starts another.
 *
 * <p>It may be over although its session is open: when its task has ended, and was reset to before that, or when
 * somebody has terminated it. Then it has another {@link AttendanceStart.Life life}, with a higher generation.
 * Confined to the workflow's threads.
 */
final class AttendanceHandle {
  private static final Logger LOG = Workflow.getLogger(AttendanceHandle.class);

  /** Longer than an end takes; whoever is terminated meanwhile says nothing, and has to be asked. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(90);

  private final AttendanceStart start;
  private final FormerAttendances former;

  /** The end that is no mishap: it was closed, or Ably refuses the agent. */
  private final CompletablePromise<LeaveReason> ended = Workflow.newPromise();

  private final CarriedOver.Place place;
  private final MishapPace mishaps = new MishapPace();
  private AttendanceSpec spec;
  private AttendanceStart.Life life;

  /** How many resets there had been when it began. */
  private int resetsBefore;

  /** It may be over before anybody has said what is to be done then. */
  private boolean isLost;

  private Functions.Proc onMishap = () -> isLost = true;
  private boolean isBeginning;
  private boolean isClosing;

  /**
   * Starts it, showing {@code first}, or takes it over as it is. Detached: a task that is cancelled still
   * has to leave properly.
   *
   * @param place where it is to be, and where it may have been before
   */
  AttendanceHandle(
      AttendanceSpec spec, Status first, CarriedOver.Place place, AttendanceStart start) {
    this.spec = spec;
    this.start = start;
    this.place = place;
    this.former = new FormerAttendances(spec, place);
    // Looked at, or the SDK would warn of one that ends unheard.
    var unused = ended.handle((reason, failure) -> null);
    this.life = detached(() -> {
      former.endOn(place.queue());
      return start.begin(spec, first, place.home());
    });
    follow(life);
  }

  private static <T> T detached(Functions.Func<T> call) {
    CompletablePromise<T> result = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(() -> result.complete(call.apply())).run();
    return result.get();
  }

  private void follow(AttendanceStart.Life followed) {
    resetsBefore = start.resets();
    Promise<Void> unused = followed.ended().handle((reason, failure) -> {
      if (followed.spec().generation() == life.spec().generation()) {
        lifeEnded(reason, failure);
      }
      return null;
    });
  }

  private void lifeEnded(LeaveReason reason, @Nullable RuntimeException failure) {
    if (!isClosing && isMishap(failure)) {
      mishaps.happened(Workflow.currentTimeMillis());
      onMishap.apply();
    } else if (failure == null) {
      ended.complete(reason);
    } else {
      ended.completeExceptionally(failure);
    }
  }

  /** Whether it has ended by itself, as its task did, or by force; what Ably refuses it would refuse again. */
  private static boolean isMishap(@Nullable RuntimeException failure) {
    return failure == null
        || failure.getCause() instanceof TerminatedFailure
        || failure.getCause() instanceof CanceledFailure;
  }

  /** Does something, which sees to it that it {@linkplain #resume begins again}, when it is over by a mishap. */
  void whenLost(Functions.Proc action) {
    onMishap = action;
    if (isLost) {
      isLost = false;
      action.apply();
    }
  }

  /**
   * Begins again, under a higher generation, or takes over the one that runs after all. Does so in the background,
   * but is from now on {@linkplain #spec spoken of} as what it will be, for readers drop what is said as before;
   * nothing is done if it is at that already, or closed.
   *
   * @param shown what the agent shows then
   * @param then called once it has begun
   */
  void resume(Functions.Func<Status> shown, Functions.Proc then) {
    if (!isBeginning && !isClosing && !ended.isCompleted()) {
      isBeginning = true;
      spec = spec.ofGeneration(StepClock.ofThisTask().next());
      Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> beginAgain(shown, then)))
          .run();
    }
  }

  private void beginAgain(Functions.Func<Status> shown, Functions.Proc then) {
    try {
      mishaps.await(() -> isClosing);
      if (isClosing) {
        return;
      }
      life = start.begin(spec, shown.apply(), place.home());
    } catch (TemporalFailure failure) {
      ended.completeExceptionally(failure);
      return;
    } finally {
      isBeginning = false;
    }
    follow(life);
    then.apply();
  }

  /** As whom it is present now, or is about to be. */
  AttendanceSpec spec() {
    return spec;
  }

  /** Whether an earlier run started it. */
  boolean isTakenOver() {
    return life.isTakenOver();
  }

  /** Whether another attendance, which has ended before this one began, still tells what it saw. */
  boolean isOfAnEarlierOne(Sighting sighting) {
    return !life.isTakenOver()
        && sighting.seen().tenure().generation() < life.spec().generation();
  }

  /** Takes note of what was seen: once its own agent is there, nobody misses those of other task queues. */
  void sighted(Sighting sighting) {
    if (sighting.seen().tenure().generation() >= place().generation()) {
      former.endAll();
    }
  }

  /** Where it is, for the next run. */
  CarriedOver.Place place() {
    long generation = life.isTakenOver() ? place.generation() : life.spec().generation();
    return new CarriedOver.Place(place.queue(), place.home(), generation, former.queues());
  }

  /** Does something once the agent is not kept present any more, for whatever reason. */
  void whenEnded(Functions.Proc action) {
    Promise<Void> unused = ended.handle((reason, failure) -> {
      action.apply();
      return null;
    });
  }

  boolean hasEnded() {
    return ended.isCompleted();
  }

  /** Throws if it came out only while it was closed that the agent is refused. */
  void throwIfRefused() {
    if (hasEnded() && isRefusal(ended.getFailure())) {
      throwIfEnded();
    }
  }

  private static boolean isRefusal(@Nullable Throwable failure) {
    Throwable inner = failure;
    while (inner != null && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof ApplicationFailure refusal && refusal.getType().equals(Refusal.TYPE);
  }

  /** Throws if the agent is not kept present any more although nobody closed its session. */
  void throwIfEnded() {
    if (hasEnded()) {
      RuntimeException failure = ended.getFailure();
      String cause =
          failure == null ? "it ended as " + ended.get() : AttendanceEnd.refusal(failure);
      throw Refusal.of(
          code(failure),
          "%s is not present in %s: %s"
              .formatted(life.spec().agent(), life.spec().session(), cause),
          failure);
    }
  }

  private static RefusalCode code(@Nullable Throwable failure) {
    return Optional.ofNullable(failure).flatMap(Refusal::codeOf).orElse(RefusalCode.AGENT_GONE);
  }

  /**
   * Ends it and waits until it has ended, so that a session of the same agent can be opened right
   * after. One that has ended already is left as it is.
   */
  void close(LeaveReason reason) {
    isClosing = true;
    if (!ended.isCompleted()) {
      Workflow.newDetachedCancellationScope(() -> end(reason)).run();
    }
  }

  private void end(LeaveReason reason) {
    Workflow.await(() -> !isBeginning);
    Promise<Void> others = former.close(reason);
    try {
      askToEnd(reason);
      if (!life.isTakenOver()) {
        awaitTheChild(reason);
      }
      askUntilEnded(reason);
      ended.get();
    } catch (TemporalFailure | SignalExternalWorkflowException gone) {
      LOG.info("{} had ended before it was closed", life.workflowId(), gone);
    }
    others.get();
  }

  /** Fails once it is gone. */
  private void askToEnd(LeaveReason reason) {
    Workflow.newExternalWorkflowStub(AttendanceWorkflow.class, life.workflowId())
        .close(reason);
  }

  /**
   * Temporal tells the end of a child to the run that started it. After a reset that is one that is no more, and the
   * child may have ended as it was asked: it is asked once more.
   */
  private void awaitTheChild(LeaveReason reason) {
    Workflow.await(() -> ended.isCompleted() || start.resets() > resetsBefore);
    if (!ended.isCompleted()) {
      askToEnd(reason);
    }
  }

  /** One that is terminated after it was asked tells its parent of that, but not who took it over. */
  private void askUntilEnded(LeaveReason reason) {
    Alarm alarm =
        new Alarm(() -> "asks %s to leave once more".formatted(life.spec().summary()), () -> {});
    while (!ended.isCompleted()) {
      alarm.set(Optional.of(Workflow.currentTimeMillis() + END_PATIENCE.toMillis()));
      Workflow.await(() -> ended.isCompleted() || alarm.isDue());
      if (!ended.isCompleted()) {
        askToEnd(reason);
      }
    }
    alarm.set(Optional.empty());
  }
}
