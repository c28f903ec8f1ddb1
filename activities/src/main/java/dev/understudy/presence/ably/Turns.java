package dev.understudy.presence.ably;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whose message goes out next over one connection to Ably, so that there is always room for those who
 * enter and leave. Confined to the loop.
 *
 * <p>Ably takes 50 messages a second of a connection, counts them in intervals of six seconds, and
 * refuses what is too much until the next one begins, presence included. So messages wait here
 * for their turn, one of each agent after the other: whoever says much waits for itself alone. They may
 * be 90 at once and 30 a second in the long run, which is at most 270 of the 300 in any six
 * seconds, and 180 while the rush lasts. Presence is counted, never held up: messages wait for it.
 */
final class Turns {
  private static final Duration GAP_IN_THE_LONG_RUN = Duration.ofSeconds(1).dividedBy(30);
  private static final int AT_ONCE = 90;

  /** Who takes turns. */
  record Speaker(SessionName session, AgentName agent) {}

  private final ScheduledExecutorService loop;
  private final Allowance allowance = allowance(System.nanoTime());
  private final Map<Speaker, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private boolean isTicking;

  Turns(ScheduledExecutorService loop) {
    this.loop = loop;
  }

  static Allowance allowance(long nowNanos) {
    return new Allowance(AT_ONCE, GAP_IN_THE_LONG_RUN, nowNanos);
  }

  /** Something is sent over the connection, in turn or not. */
  void count() {
    allowance.count(System.nanoTime());
  }

  /** Does something, at once if nobody waits, when {@code speaker} may send a message. */
  void await(Speaker speaker, Runnable action) {
    waiting.computeIfAbsent(speaker, first -> new ArrayDeque<>()).add(action);
    if (!isTicking) {
      isTicking = true;
      tick();
    }
  }

  private void tick() {
    try {
      while (!waiting.isEmpty() && nanosToNext() == 0) {
        takeNext().run();
      }
    } finally {
      tickAgain(); // or one message's bug would silence all of them
    }
  }

  private void tickAgain() {
    isTicking = !waiting.isEmpty();
    if (isTicking) {
      Future<?> unused = loop.schedule(this::tick, nanosToNext(), TimeUnit.NANOSECONDS);
    }
  }

  private long nanosToNext() {
    return allowance.nanosToNext(System.nanoTime());
  }

  /** The first one's first; what else it has waits behind the others. */
  private Runnable takeNext() {
    Iterator<Map.Entry<Speaker, Deque<Runnable>>> speakers = waiting.entrySet().iterator();
    Map.Entry<Speaker, Deque<Runnable>> next = speakers.next();
    speakers.remove();
    Deque<Runnable> actions = next.getValue();
    Runnable action = actions.remove();
    if (!actions.isEmpty()) {
      waiting.put(next.getKey(), actions);
    }
    return action;
  }
}
