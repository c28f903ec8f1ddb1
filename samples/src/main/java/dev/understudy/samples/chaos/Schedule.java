package dev.understudy.samples.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be done, and when: the same for the same seed. Each kind comes once before any comes again,
 * as when a pack of cards is dealt, so that a short schedule has as many kinds as it can.
 */
final class Schedule {
  /** The agents have to be there first. */
  private static final long FIRST_MILLIS = 3_000;

  private static final long LEAST_PAUSE_MILLIS = 3_000;
  private static final long MOST_PAUSE_MILLIS = 9_000;

  /** From less than anybody has to notice, to more than it takes to give an agent to somebody else. */
  private static final long LEAST_LASTING_MILLIS = 500;

  private static final long MOST_LASTING_MILLIS = 20_000;

  /** What all workers have to return from: after it they are left alone for a while. */
  private static final long AFTER_A_SERVER_MILLIS = 25_000;

  /** A server that stands still longer than its clients wait is a server that is away. */
  private static final long MOST_STANDSTILL_MILLIS = 6_000;

  private final Random random;
  private final Set<Kind> kinds;
  private final Deque<Kind> pack = new ArrayDeque<>();

  private Schedule(long seed, Set<Kind> kinds) {
    this.random = new Random(seed);
    this.kinds = new TreeSet<>(kinds);
  }

  /**
   * All that happens within {@code length}, in order.
   *
   * @param kinds at least one
   * @param slots how many workers there are
   */
  static List<Injection> of(long seed, Set<Kind> kinds, Duration length, int slots) {
    return new Schedule(seed, kinds).deal(length.toMillis(), slots);
  }

  private List<Injection> deal(long lengthMillis, int slots) {
    List<Injection> all = new ArrayList<>();
    long atMillis = FIRST_MILLIS;
    while (atMillis < lengthMillis) {
      Kind kind = next();
      all.add(new Injection(atMillis, kind, random.nextInt(slots), lastingMillis(kind)));
      atMillis += kind.isOfAServer()
          ? AFTER_A_SERVER_MILLIS
          : between(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
    }
    return all;
  }

  private Kind next() {
    if (pack.isEmpty()) {
      List<Kind> shuffled = new ArrayList<>(kinds);
      Collections.shuffle(shuffled, random);
      pack.addAll(shuffled);
    }
    return pack.removeFirst();
  }

  private long lastingMillis(Kind kind) {
    if (kind == Kind.TEMPORAL_SERVER) {
      return between(LEAST_LASTING_MILLIS, MOST_STANDSTILL_MILLIS);
    }
    return kind.isPassing() ? between(LEAST_LASTING_MILLIS, MOST_LASTING_MILLIS) : 0;
  }

  private long between(long least, long most) {
    return least + random.nextInt((int) (most - least + 1));
  }
}
