package dev.understudy.ablylocal.auth;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The revocations of an app. Tokens may last for any time, so these do too, but for the oldest when there are too many.
 *
 * <p>Confined to the event loop.
 */
public final class Revocations {
  private static final int MOST = 10_000;

  private final Deque<Revocation> oldestFirst = new ArrayDeque<>();

  public void add(Revocation revocation) {
    oldestFirst.addLast(revocation);
    if (oldestFirst.size() > MOST) {
      oldestFirst.removeFirst();
    }
  }

  /** Whether a token is revoked by now. */
  boolean cover(Token token, Instant now) {
    return oldestFirst.stream()
        .anyMatch(revocation -> !now.isBefore(revocation.appliesAt()) && revocation.covers(token));
  }
}
