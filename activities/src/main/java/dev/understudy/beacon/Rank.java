package dev.understudy.beacon;

import dev.understudy.lease.WorkerRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Which of many who see the same speak of it, without asking each other: each hashes itself with what it would speak
 * of, and those with the lowest numbers do (rendezvous hashing; Thaler and Ravishankar, 1998). Who sees somebody
 * else there is at worst silent or heard once more.
 */
final class Rank {
  /** One may be dying, and another be cut off, while the third speaks. */
  static final int SPEAKERS = 3;

  private Rank() {}

  /** Whether {@code self} speaks of {@code subject}, if {@code present} are those who could. */
  static boolean speaks(WorkerRun self, WorkerRun subject, Collection<WorkerRun> present) {
    return of(self, subject, present) < SPEAKERS;
  }

  /** How many of those who could speak of {@code subject} come before {@code self}; {@link #SPEAKERS} at the most. */
  static int of(WorkerRun self, WorkerRun subject, Collection<WorkerRun> present) {
    long own = number(self, subject);
    return (int) present.stream()
        .distinct()
        .filter(other -> !other.equals(self) && !other.equals(subject))
        .filter(other -> Long.compareUnsigned(number(other, subject), own) < 0)
        .limit(SPEAKERS)
        .count();
  }

  private static long number(WorkerRun speaker, WorkerRun subject) {
    byte[] hash = sha256(speaker.run() + '\n' + subject.run());
    long number = 0;
    for (int at = 0; at < Long.BYTES; at++) {
      number = number << Byte.SIZE | (hash[at] & 0xff);
    }
    return number;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
