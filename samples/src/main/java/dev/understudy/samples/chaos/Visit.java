package dev.understudy.samples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A device of a room's user comes, or goes.
 *
 * @param atMillis since the beginning
 * @param room its number, from 1, which is its user's, too
 */
record Visit(long atMillis, int room, String device, boolean comes) {
  private static final List<String> DEVICES = List.of("phone", "laptop");
  private static final long LEAST_STAY_MILLIS = 8_000;
  private static final long MOST_STAY_MILLIS = 25_000;

  /** Shorter than the grace. */
  private static final int LONGEST_FLICKER_MILLIS = 1_500;

  /** Long enough that a pause has to be seen, whatever happens to workers meanwhile. */
  private static final long ABSENCE_MILLIS = 45_000;

  private static final long OVERLAP_MILLIS = 500;

  /** All that come and go within {@code length}, in order; in the end each user is there. */
  static List<Visit> of(long seed, int rooms, Duration length) {
    return IntStream.rangeClosed(1, rooms)
        .mapToObj(room -> ofRoom(new Random(seed * 31 + room), room, length.toMillis()))
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Visit::atMillis).thenComparing(Visit::room))
        .toList();
  }

  private static List<Visit> ofRoom(Random random, int room, long lengthMillis) {
    List<Visit> all = new ArrayList<>();
    int device = 0;
    long atMillis = 0;
    all.add(new Visit(atMillis, room, DEVICES.get(device), true));
    while (true) {
      atMillis += LEAST_STAY_MILLIS + random.nextInt((int) (MOST_STAY_MILLIS - LEAST_STAY_MILLIS));
      int another = random.nextInt(DEVICES.size());
      long awayMillis = awayMillis(random, another != device);
      if (atMillis + awayMillis + LEAST_STAY_MILLIS > lengthMillis) {
        return all;
      }
      all.add(new Visit(atMillis, room, DEVICES.get(device), false));
      all.add(new Visit(atMillis + awayMillis, room, DEVICES.get(another), true));
      device = another;
      atMillis += Math.max(0, awayMillis);
    }
  }

  /** How long nobody is there; if negative, for so long both devices are. */
  private static long awayMillis(Random random, boolean isAnother) {
    int chance = random.nextInt(3);
    if (chance == 0 && isAnother) {
      return -OVERLAP_MILLIS;
    }
    return chance == 1
        ? ABSENCE_MILLIS
        : OVERLAP_MILLIS + random.nextInt((int) (LONGEST_FLICKER_MILLIS - OVERLAP_MILLIS));
  }

  String user() {
    return "user-" + room;
  }
}
