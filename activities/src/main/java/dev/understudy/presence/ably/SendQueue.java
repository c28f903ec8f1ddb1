package dev.understudy.presence.ably;

import dev.understudy.handoff.AblyLimits;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose message goes out next over one connection to Ably, so that there is always room for those who
 * enter and leave. Confined to the loop.
 *
 * <p>Ably takes 50 messages a second of a connection, counts them in intervals of six seconds, and
 * refuses what is too much until the next one begins, presence included. So messages wait here
 * for their turn, one of each agent after the other: whoever says much waits for itself alone. They may
 * be 90 at once and 30 a second in the long run, which is at most 270 of the 300 in any six
 * seconds, and 180 while the rush lasts.
 *
 * <p>Who enters, shows itself otherwise or leaves goes ahead of all messages, which wait for that, and at once: all
 * agents of a connection may enter in one moment. Only what Ably would refuse waits, as when all of them are shown to
 * be handed over and leave soon after.
 *
 * <p>While the connection is away no message has a turn: ably-java would queue what is said, and say all of it at
 * once when the connection is back and the members have to enter anew.
 */
final class SendQueue {
  /** Who takes turns. */
  record Speaker(SessionName session, AgentName agent) {}

  private final ScheduledExecutorService loop;
  private final BooleanSupplier isAway;
  private LeakyBucket allowance = allowance(System.nanoTime());
  private final RecentSends recent =
      new RecentSends(AblyLimits.SENT_IN_INTERVAL, AblyLimits.INTERVAL);
  private final Deque<Runnable> ahead = new ArrayDeque<>();
  private final Map<Speaker, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private boolean isTicking;
  private @Nullable Future<?> next;

  /**
   * The queue of one connection.
   *
   * @param isAway whether it is not there now, but may be again, which {@link #goOn} tells
   */
  SendQueue(ScheduledExecutorService loop, BooleanSupplier isAway) {
    this.loop = loop;
    this.isAway = isAway;
  }

  static LeakyBucket allowance(long nowNanos) {
    return new LeakyBucket(AblyLimits.TURNS_AT_ONCE, AblyLimits.turn(), nowNanos);
  }

  /** Something is sent over the connection, in turn or not. */
  void count() {
    long now = System.nanoTime();
    allowance = allowance.counted(now);
    recent.count(now);
  }

  /** Does something ahead of all messages: at once, unless Ably would refuse it. */
  void goAhead(Runnable action) {
    ahead.add(action);
    goOn();
  }

  /** Does something, at once if nobody waits, when {@code speaker} may send a message. */
  void await(Speaker speaker, Runnable action) {
    waiting.computeIfAbsent(speaker, first -> new ArrayDeque<>()).add(action);
    goOn();
  }

  /** The connection may be back, or will never be. */
  void goOn() {
    if (!isTicking) {
      tick();
    }
  }

  /** How many messages wait. */
  int waiting() {
    return waiting.values().stream().mapToInt(Deque::size).sum();
  }

  /** Returns whether {@code action} waited, which it does no more. */
  boolean withdraw(Speaker speaker, Runnable action) {
    Deque<Runnable> actions = waiting.getOrDefault(speaker, new ArrayDeque<>());
    boolean waited = actions.remove(action);
    if (actions.isEmpty()) {
      waiting.remove(speaker);
    }
    return waited;
  }

  private void tick() {
    isTicking = true;
    try {
      while (isSomebodysTurn() && nanosToNext() == 0) {
        (ahead.isEmpty() ? takeNext() : ahead.remove()).run();
      }
    } finally {
      isTicking = false;
      tickAgain(); // or one message's bug would silence all of them
    }
  }

  private void tickAgain() {
    if (next != null) {
      next.cancel(false);
    }
    next =
        isSomebodysTurn() ? loop.schedule(this::tick, nanosToNext(), TimeUnit.NANOSECONDS) : null;
  }

  /**
   * What goes ahead has no use for waiting: it is queued by ably-java, or refused at once, and its agent hears
   * that.
   */
  private boolean isSomebodysTurn() {
    return !ahead.isEmpty() || !(waiting.isEmpty() || isAway.getAsBoolean());
  }

  private long nanosToNext() {
    long now = System.nanoTime();
    if (ahead.isEmpty()) {
      return Math.max(allowance.nanosToNext(now), recent.nanosToNext(now));
    }
    return isAway.getAsBoolean() ? 0 : recent.nanosToNext(now);
  }

  /** The first one's first; what else it has waits behind the others. */
  private Runnable takeNext() {
    Iterator<Map.Entry<Speaker, Deque<Runnable>>> speakers = waiting.entrySet().iterator();
    Map.Entry<Speaker, Deque<Runnable>> first = speakers.next();
    speakers.remove();
    Deque<Runnable> actions = first.getValue();
    Runnable action = actions.remove();
    if (!actions.isEmpty()) {
      waiting.put(first.getKey(), actions);
    }
    return action;
  }
}
