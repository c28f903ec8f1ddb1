package dev.understudy.ablylocal.link;

import dev.understudy.ablylocal.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a link. As TCP does, it keeps the order of what passes and loses nothing: what
 * it holds up, for a delay or in a black hole, arrives later.
 *
 * <p>Confined to the event loop.
 */
final class LinkDirection {
  private final Timers timers;
  private final Deque<Held> held = new ArrayDeque<>();
  private Duration delay = Duration.ZERO;
  private boolean blackHole;
  private Timers.Alarm alarm = () -> {};

  /** Something on its way until {@code due}. */
  private record Held(Instant due, Runnable arrival) {}

  LinkDirection(Timers timers) {
    this.timers = timers;
  }

  boolean isBlackHole() {
    return blackHole;
  }

  /** Runs {@code arrival}: at once, unless it is held up. */
  void pass(Runnable arrival) {
    if (held.isEmpty() && !blackHole && delay.isZero()) {
      arrival.run();
    } else {
      held.add(new Held(timers.now().plus(delay), arrival));
      arrange();
    }
  }

  void blackHole() {
    blackHole = true;
    arrange();
  }

  void delay(Duration duration) {
    delay = duration;
  }

  /** Holds nothing up any more; what was, arrives now. */
  void lift() {
    blackHole = false;
    delay = Duration.ZERO;
    while (!held.isEmpty() && !blackHole) {
      held.remove().arrival().run();
    }
    arrange();
  }

  /** Forgets what is on its way. */
  void clear() {
    held.clear();
    arrange();
  }

  private void arrange() {
    alarm.cancel();
    if (!blackHole && !held.isEmpty()) {
      Duration left = Duration.between(timers.now(), held.element().due());
      alarm = timers.after(left.isNegative() ? Duration.ZERO : left, this::arrive);
    }
  }

  private void arrive() {
    while (!held.isEmpty() && !held.element().due().isAfter(timers.now())) {
      held.remove().arrival().run();
    }
    arrange();
  }
}
