package dev.understudy.session;

import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
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
 * somebody has terminated it. Then it has another {@link Life}, with a higher generation. Confined to the
 * workflow's threads.
 */
final class AttendanceHandle {
  private static final Logger LOG = Workflow.getLogger(AttendanceHandle.class);

  /** Longer than an end takes; whoever is terminated meanwhile says nothing, and has to be asked. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(90);

  /** One time for which it lasts, and how that ends; taken over if an earlier run has begun it. */
  private record Life(AttendanceSpec spec, Promise<LeaveReason> ended, boolean isTakenOver) {}

  private final AdoptedEnds adopted;

  /** The end that is no mishap: it was closed, or Ably refuses the agent. */
  private final CompletablePromise<LeaveReason> ended = Workflow.newPromise();

  private Functions.Proc onMishap = () -> {};
  private Life life;
  private boolean isBeginning;
  private boolean isClosing;

  private AttendanceHandle(Life first, AdoptedEnds adopted) {
    this.adopted = adopted;
    this.life = first;
    // Looked at, or the SDK would warn of one that ends unheard.
    var unused = ended.handle((reason, failure) -> null);
  }

  /**
   * Starts it, showing {@code first}, or takes it over as it is. Detached: a task that is cancelled still
   * has to leave properly.
   *
   * @param isSought whether one is looked for before another is started: what a run of the task has started that
   *     was reset runs on, and Temporal may give it to this run for a new one
   */
  static AttendanceHandle open(
      AttendanceSpec spec, Status first, AdoptedEnds adopted, boolean isSought) {
    AttendanceHandle opened =
        new AttendanceHandle(detached(() -> begin(spec, first, adopted, isSought)), adopted);
    opened.follow(opened.life);
    return opened;
  }

  private static <T> T detached(Functions.Func<T> call) {
    CompletablePromise<T> result = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(() -> result.complete(call.apply())).run();
    return result.get();
  }

  private static Life begin(
      AttendanceSpec spec, Status first, AdoptedEnds adopted, boolean isSought) {
    Optional<Life> begun = isSought ? takeOver(spec, adopted) : Optional.empty();
    while (begun.isEmpty()) {
      begun = start(spec, first).or(() -> takeOver(spec, adopted));
    }
    return begun.get();
  }

  /** Starts it as a child; empty if it runs already. */
  private static Optional<Life> start(AttendanceSpec spec, Status first) {
    AttendanceWorkflow child =
        Workflow.newChildWorkflowStub(AttendanceWorkflow.class, options(spec));
    Promise<LeaveReason> ended =
        Async.function(child::attend, first.equals(Status.NONE) ? spec : spec.showing(first));
    // Looked at, or the SDK would warn of each that runs already, and of each that ends unheard.
    var unused = ended.handle((reason, failure) -> null);
    try {
      Workflow.getWorkflowExecution(child).get();
      return Optional.of(new Life(spec, ended, false));
    } catch (ChildWorkflowFailure failure) {
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Takes over the one that runs; empty if it has ended meanwhile. */
  private static Optional<Life> takeOver(AttendanceSpec spec, AdoptedEnds adopted) {
    Promise<LeaveReason> ended = adopted.of(spec);
    try {
      Workflow.newExternalWorkflowStub(AttendanceWorkflow.class, spec.workflowId())
          .adopt(spec);
      return Optional.of(new Life(spec, ended, true));
    } catch (TemporalFailure | SignalExternalWorkflowException gone) {
      return Optional.empty();
    }
  }

  private static ChildWorkflowOptions options(AttendanceSpec spec) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(spec.workflowId())
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
        .build();
  }

  private void follow(Life followed) {
    Promise<Void> unused = followed.ended().handle((reason, failure) -> {
      if (followed.spec().generation() == life.spec().generation()) {
        lifeEnded(reason, failure);
      }
      return null;
    });
  }

  private void lifeEnded(LeaveReason reason, @Nullable RuntimeException failure) {
    if (!isClosing && isMishap(failure)) {
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
  }

  /**
   * Begins again as {@code spec}, showing {@code shown}, or takes over the one that runs after all. Does so in the
   * background; nothing is done if it is at that already, or closed.
   *
   * @param then called once it has begun
   */
  void resume(AttendanceSpec spec, Status shown, Functions.Proc then) {
    if (isBeginning || isClosing || ended.isCompleted()) {
      return;
    }
    isBeginning = true;
    Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> {
          try {
            life = begin(spec, shown, adopted, true);
          } catch (TemporalFailure failure) {
            ended.completeExceptionally(failure);
            return;
          } finally {
            isBeginning = false;
          }
          follow(life);
          then.apply();
        }))
        .run();
  }

  /** As whom it is present now. */
  AttendanceSpec spec() {
    return life.spec();
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
    try {
      askToEnd(reason);
      if (life.isTakenOver()) {
        askUntilEnded(reason);
      }
      ended.get();
    } catch (TemporalFailure | SignalExternalWorkflowException gone) {
      LOG.info("{} had ended before it was closed", life.spec().workflowId(), gone);
    }
  }

  /** Fails once it is gone. */
  private void askToEnd(LeaveReason reason) {
    Workflow.newExternalWorkflowStub(AttendanceWorkflow.class, life.spec().workflowId())
        .close(reason);
  }

  /** One that is terminated after it was asked tells its parent of that, but not who took it over. */
  private void askUntilEnded(LeaveReason reason) {
    Alarm alarm = new Alarm(() -> {});
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
