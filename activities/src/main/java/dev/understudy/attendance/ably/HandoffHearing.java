package dev.understudy.attendance.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.Handoff;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.metrics.Measures;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.ably.SerialExecutor;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a worker's listener hear of its handoffs, one at a time, and the log and the metrics of its tenures as well.
 * Thread-safe.
 */
@Internal
public final class HandoffHearing {
  private static final Logger LOG = LoggerFactory.getLogger(HandoffHearing.class);

  private final HandoffListener listener;
  private final Executor background;
  private final Executor inTurn;
  private final TenureMeasures measures;

  /** Lets {@code listener} hear on a thread of {@code background}, on which Temporal is asked as well. */
  public HandoffHearing(HandoffListener listener, Executor background) {
    this(
        listener,
        background,
        new SerialExecutor(background),
        new TenureMeasures(Measures.NONE, HandoffPolicy.DEFAULT));
  }

  private HandoffHearing(
      HandoffListener listener, Executor background, Executor inTurn, TenureMeasures measures) {
    this.listener = listener;
    this.background = background;
    this.inTurn = inTurn;
    this.measures = measures;
  }

  /** The same listener's, of what is measured of one task queue. */
  public HandoffHearing measuring(Measures queue, HandoffPolicy policy) {
    return new HandoffHearing(listener, background, inTurn, new TenureMeasures(queue, policy));
  }

  void onBegin() {
    measures.begun();
  }

  /** An agent was seen in its session for the first time, so long after it was given to this worker. */
  void onEntered(Duration after) {
    measures.entered(after);
  }

  void onEnd(Optional<LeaveReason> left) {
    measures.ended(left);
  }

  void show(int agents, int limit) {
    measures.show(agents, limit);
  }

  void onHandoff(Handoff handoff) {
    LOG.info(
        "{} in {} came from {}, {}: offline for {} ms",
        handoff.agent(),
        handoff.session(),
        handoff.from().worker(),
        handoff.reason().cause(),
        handoff.course().offline().toMillis());
    measures.handedOver(handoff);
    inTurn.execute(() -> listener.onHandoff(handoff));
  }

  void onGhostGone(Handoff handoff) {
    measures.ghostGone(handoff);
    inTurn.execute(() -> listener.onGhostGone(handoff));
  }

  /**
   * An attempt at a step begins on this worker. If it is not the first it is asked why, should anybody listen or want
   * measures.
   */
  public void onStepBegins(ActivityInfo step, WorkflowClient client) {
    if (step.getAttempt() > 1 && !step.isLocal() && isHeard()) {
      background.execute(() ->
          LastAttempt.before(step, client).flatMap(LastAttempt::step).ifPresent(this::onStep));
    }
  }

  private boolean isHeard() {
    return listener != HandoffListener.NONE || measures.areWanted();
  }

  private void onStep(StepHandoff moved) {
    measures.stepMoved(moved);
    inTurn.execute(() -> listener.onStep(moved));
  }
}
