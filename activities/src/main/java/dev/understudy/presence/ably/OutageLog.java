package dev.understudy.presence.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.Internal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says in a log that something is out of reach which is tried again and again: one line when that begins, one a minute
 * while it lasts, and one when it is over. Of what comes and goes it says that once in ten seconds at the most.
 * Thread-safe.
 */
@Internal
public final class OutageLog {
  private static final Duration GAP = Duration.ofMinutes(1);
  private static final Duration CALM = Duration.ofSeconds(10);

  private final String what;
  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private boolean isOn;

  @GuardedBy("lock")
  private boolean isSaid;

  @GuardedBy("lock")
  private long begunNanos;

  @GuardedBy("lock")
  private Optional<Long> saidNanos = Optional.empty();

  /**
   * All is well so far.
   *
   * @param what is out of reach in an outage, as a line begins
   */
  public OutageLog(String what, Consumer<String> log) {
    this(what, log, System::nanoTime);
  }

  OutageLog(String what, Consumer<String> log, LongSupplier nanoTime) {
    this.what = what;
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** It could not be reached. */
  public void failed(String why) {
    long now = nanoTime.getAsLong();
    synchronized (lock) {
      if (!isOn) {
        isOn = true;
        isSaid = false;
        begunNanos = now;
      }
      if (!isSaid && isSilentFor(CALM, now)) {
        isSaid = true;
        say(now, "%s cannot be reached, and is tried again: %s".formatted(what, why));
      } else if (isSaid && isSilentFor(GAP, now)) {
        say(now, "%s is out of reach for %d s: %s".formatted(what, secondsAt(now), why));
      }
    }
  }

  @GuardedBy("lock")
  private boolean isSilentFor(Duration time, long now) {
    return saidNanos.map(last -> now - last >= time.toNanos()).orElse(true);
  }

  /** It was reached. */
  public void worked() {
    synchronized (lock) {
      boolean isNews = isOn && isSaid;
      isOn = false;
      if (isNews) {
        long now = nanoTime.getAsLong();
        say(now, "%s is reached again, after %d s".formatted(what, secondsAt(now)));
      }
    }
  }

  /** For how long it could not be reached; zero if it can be, as far as is known. */
  public Duration lasts() {
    synchronized (lock) {
      return isOn ? Duration.ofNanos(nanoTime.getAsLong() - begunNanos) : Duration.ZERO;
    }
  }

  @GuardedBy("lock")
  private long secondsAt(long now) {
    return Duration.ofNanos(now - begunNanos).toSeconds();
  }

  @GuardedBy("lock")
  private void say(long now, String line) {
    saidNanos = Optional.of(now);
    log.accept(line);
  }
}
