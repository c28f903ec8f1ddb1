package dev.understudy.output.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.ably.Failures;
import dev.understudy.step.AgentOutput;
import io.ably.lib.types.ErrorInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The text that one attempt at a step streams: what was written waits here until its worker may publish
 * again, and what Ably could not take is published again under its old id. Parts that arrive in another
 * order because of that are put right by the reader. Thread-safe.
 */
@Internal
public final class StepStream implements AgentOutput {
  /** How long it waits without any acknowledgement; longer than a reconnect. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AttendanceSpec agent;
  private final OutputPace pace;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final PartBuffer buffer;

  /** What Ably could not take, under its old id. */
  @GuardedBy("lock")
  private final Deque<OutputMessage> again = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean isOffered;

  @GuardedBy("lock")
  private @Nullable ErrorInfo refusal;

  StepStream(AttendanceSpec agent, StepAttempt attempt, OutputPace pace) {
    this.agent = agent;
    this.buffer = new PartBuffer(attempt);
    this.pace = pace;
  }

  @Override
  public void write(String part) {
    Objects.requireNonNull(part, "part must not be null: write a text, if need be an empty one");
    synchronized (lock) {
      await(stream -> stream.isEnded() || stream.hasRoom());
      if (buffer.isEnded()) {
        throw new IllegalStateException(
            "the step has returned: write its output before it does, or wait for who writes");
      }
      buffer.append(part);
      offer();
    }
  }

  /**
   * Says that the attempt is over, and waits until Ably has all of it.
   *
   * @throws ApplicationFailure not retried if Ably refused some of it, retried if it cannot be reached
   */
  public void complete() {
    synchronized (lock) {
      end(Outcome.COMPLETED);
      await(PartBuffer::isDelivered);
    }
  }

  /** Says that the attempt is over, and is not concerned with whether Ably hears of it. Returns at once. */
  public void endSoon() {
    synchronized (lock) {
      end(Outcome.COMPLETED);
    }
  }

  /** Says that the attempt has failed. What waits is not worth publishing any more. Returns at once. */
  public void fail() {
    synchronized (lock) {
      end(Outcome.FAILED);
    }
  }

  @GuardedBy("lock")
  private void end(Outcome how) {
    buffer.end(how);
    offer();
    lock.notifyAll();
  }

  @GuardedBy("lock")
  private void offer() {
    if (!isOffered && refusal == null && (!again.isEmpty() || buffer.hasMore())) {
      isOffered = true;
      pace.offer(this);
    }
  }

  AttendanceSpec agent() {
    return agent;
  }

  /** On the loop: publishes the next part, or the end, if there is one. */
  void publishNext() {
    take().ifPresent(message -> pace.publish(agent, message, error -> onAnswer(message, error)));
  }

  private Optional<OutputMessage> take() {
    synchronized (lock) {
      Optional<OutputMessage> next =
          Optional.ofNullable(again.poll()).or(() -> buffer.take().map(agent::message));
      isOffered = false;
      offer();
      return next;
    }
  }

  private void onAnswer(OutputMessage message, Optional<ErrorInfo> error) {
    boolean isForLater = error.filter(reason -> !Failures.isFinal(reason)).isPresent();
    if (isForLater && isWorthRepeating(message)) {
      pace.later(() -> repeat(message));
      return;
    }
    synchronized (lock) {
      refusal = isForLater ? refusal : error.orElse(refusal);
      buffer.acknowledge();
      offer();
      lock.notifyAll();
    }
  }

  /** When the worker has rested, as anything else: after an outage very much is to be repeated. */
  private void repeat(OutputMessage message) {
    synchronized (lock) {
      again.add(message);
      offer();
    }
  }

  /** The text of an attempt that failed is not: each retry in an outage would leave some to be sent. */
  private boolean isWorthRepeating(OutputMessage message) {
    synchronized (lock) {
      return !(message.event() instanceof OutputEvent.Part && buffer.hasFailed());
    }
  }

  /** Ably's patience begins anew with everything that it acknowledges. */
  @GuardedBy("lock")
  private void await(Predicate<PartBuffer> wish) {
    long acknowledged = buffer.acknowledged();
    long sinceNanos = System.nanoTime();
    while (refusal == null && !wish.test(buffer)) {
      if (buffer.acknowledged() > acknowledged) {
        acknowledged = buffer.acknowledged();
        sinceNanos = System.nanoTime();
      }
      awaitAnswer(PATIENCE.toNanos() - (System.nanoTime() - sinceNanos));
    }
    if (refusal != null) {
      throw Failures.of(deed(), refusal);
    }
  }

  @GuardedBy("lock")
  @SuppressWarnings("WaitNotInLoop") // The caller's loop.
  private void awaitAnswer(long nanos) {
    if (nanos <= 0) {
      throw Failures.unavailable(deed() + " had no answer from Ably");
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(lock, nanos);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failures.unavailable(deed() + " was interrupted");
    }
  }

  private String deed() {
    return "output of %s in %s".formatted(agent.agent(), agent.session());
  }
}
