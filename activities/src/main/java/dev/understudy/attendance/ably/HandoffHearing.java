package dev.understudy.attendance.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.Handoff;
import dev.understudy.presence.ably.SerialExecutor;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a worker's listener hear of its handoffs, one at a time, and the log as well. Thread-safe. */
@Internal
public final class HandoffHearing {
  private static final Logger LOG = LoggerFactory.getLogger(HandoffHearing.class);

  private final HandoffListener listener;
  private final Executor background;
  private final Executor inTurn;

  /** Lets {@code listener} hear on a thread of {@code background}, on which Temporal is asked as well. */
  public HandoffHearing(HandoffListener listener, Executor background) {
    this.listener = listener;
    this.background = background;
    this.inTurn = new SerialExecutor(background);
  }

  void onHandoff(Handoff handoff) {
    LOG.info(
        "{} in {} came from {}, {}: offline for {} ms",
        handoff.agent(),
        handoff.session(),
        handoff.from().worker(),
        handoff.reason().cause(),
        handoff.course().offline().toMillis());
    inTurn.execute(() -> listener.onHandoff(handoff));
  }

  void onGhostGone(Handoff handoff) {
    inTurn.execute(() -> listener.onGhostGone(handoff));
  }

  /** An attempt at a step begins on this worker. If it is not the first it is asked why, should anybody listen. */
  public void onStepBegins(ActivityInfo step, WorkflowClient client) {
    if (step.getAttempt() > 1 && !step.isLocal() && listener != HandoffListener.NONE) {
      background.execute(() -> LastAttempt.before(step, client)
          .flatMap(LastAttempt::step)
          .ifPresent(moved -> inTurn.execute(() -> listener.onStep(moved))));
    }
  }
}
