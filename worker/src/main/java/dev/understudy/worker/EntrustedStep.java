package dev.understudy.worker;

import dev.understudy.handoff.HandoffPolicy;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step whose method has returned, and that somebody completes later, such as who answers a mail. Its heartbeat
 * timeout, if it is ours, must not have it done again meanwhile.
 *
 * <p>One that is completed from anywhere is not bound to its worker any more: the timeout is taken away, as a
 * server of 1.28 or later can, and the token that was given out stays good whatever becomes of the worker. For a
 * server that cannot this worker beats. Its beats say in their details that the step is entrusted: if they cease the
 * next attempt, on another worker, reads that, leaves the author's code alone, and beats in its turn; what was given
 * out completes the step by its id then, since a token is of one attempt. One that is completed in this process ends
 * with it: the worker beats until then, and if it dies the step is done again.
 *
 * <p>Thread-safe. Ends with the executor that it beats on.
 */
final class EntrustedStep {
  private static final Logger LOG = LoggerFactory.getLogger(EntrustedStep.class);

  /** After these it may be tried again. */
  private static final Set<Status.Code> PASSING = Set.of(
      Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);

  private final OpenStep step;
  private final boolean isFromAnywhere;
  private volatile boolean isLiftable;
  private volatile boolean isOver;
  private volatile @Nullable Future<?> rhythm;

  private EntrustedStep(OpenStep step, boolean isFromAnywhere) {
    this.step = step;
    this.isFromAnywhere = isFromAnywhere;
    this.isLiftable = isFromAnywhere;
  }

  /** Looks after {@code step}, whose method has returned, if it is not completed by that. */
  static void lookAfter(StepContext step, ScheduledExecutorService heartbeats) {
    if (!step.isDoNotCompleteOnReturn() || !HeartbeatingStep.isToBeat(step.getInfo())) {
      return;
    }
    EntrustedStep entrusted = new EntrustedStep(new OpenStep(step), step.isEntrusted());
    entrusted.keep();
    entrusted.begin(step, heartbeats);
  }

  private void begin(StepContext step, ScheduledExecutorService heartbeats) {
    if (isOver) {
      return;
    }
    long period =
        HandoffPolicy.heartbeatPeriod(step.getInfo().getHeartbeatTimeout()).toMillis();
    rhythm = heartbeats.scheduleAtFixedRate(this::keep, period, period, TimeUnit.MILLISECONDS);
    step.completion().ifPresent(completion -> completion.whenOver(this::end));
  }

  private void keep() {
    try {
      if (!isOver) {
        step.beat(isFromAnywhere);
        liftIfPossible();
      }
    } catch (RuntimeException failure) {
      if (Status.fromThrowable(failure).getCode() == Status.Code.NOT_FOUND) {
        end(); // it is completed, or its task has ended
      } else {
        LOG.warn("a heartbeat of a step that is completed later failed; the next may not", failure);
      }
    }
  }

  private void liftIfPossible() {
    if (isLiftable) {
      try {
        step.liftTimeout();
        end();
      } catch (StatusRuntimeException refused) {
        Status.Code code = refused.getStatus().getCode();
        isLiftable = PASSING.contains(code);
        if (code == Status.Code.NOT_FOUND) {
          end();
        }
      }
    }
  }

  private void end() {
    isOver = true;
    Future<?> beats = rhythm;
    if (beats != null) {
      beats.cancel(false);
    }
  }
}
