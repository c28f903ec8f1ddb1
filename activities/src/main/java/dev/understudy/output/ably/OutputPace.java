package dev.understudy.output.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.RetryPace;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Publishes what steps stream, no faster than Ably takes it: a part at once if the worker has rested,
 * and otherwise one stream after the other, each with all that it has when its turn comes. So many parts
 * become fewer, and no stream waits for another for long. Thread-safe; what belongs to it is confined to the
 * loop of its connections, and ends with it.
 */
@Internal
public final class OutputPace {
  /** Less than a connection may send: whoever reads pays for each message, and reads no faster. */
  private static final Duration REST = Duration.ofMillis(40);

  private final AblyConnections connections;
  private final Set<StepStream> ready = new LinkedHashSet<>();
  private long lastAtNanos = System.nanoTime() - REST.toNanos();
  private boolean isTicking;

  /** Paces what goes over {@code connections}. */
  public OutputPace(AblyConnections connections) {
    this.connections = connections;
  }

  /** The stream of one attempt at a step, under {@code agent}'s name. */
  public StepStream open(AttendanceSpec agent, StepAttempt attempt) {
    return new StepStream(agent, attempt, this);
  }

  /** Lets {@code stream} publish something soon. Returns at once. */
  void offer(StepStream stream) {
    connections.loop().execute(() -> {
      ready.add(stream);
      if (!isTicking) {
        isTicking = true;
        tick();
      }
    });
  }

  private void tick() {
    try {
      if (rested() >= REST.toNanos()) {
        lastAtNanos = System.nanoTime();
        publishOne();
      }
    } finally {
      tickAgain(); // or one stream's bug would silence all of them
    }
  }

  private void tickAgain() {
    isTicking = !ready.isEmpty();
    if (isTicking) {
      Future<?> unused = connections
          .loop()
          .schedule(this::tick, Math.max(0, REST.toNanos() - rested()), TimeUnit.NANOSECONDS);
    }
  }

  private long rested() {
    return System.nanoTime() - lastAtNanos;
  }

  private void publishOne() {
    Iterator<StepStream> streams = ready.iterator();
    StepStream stream = streams.next();
    streams.remove();
    connections.atTurn(stream.agent(), stream::publishNext);
  }

  /** On the loop; the answer comes on the loop, too. */
  void publish(AttendanceSpec agent, OutputMessage message, Consumer<Optional<ErrorInfo>> answer) {
    connections.publish(agent, message.publication(), answer);
  }

  void later(Runnable action) {
    RetryPace.later(connections.loop(), action);
  }
}
