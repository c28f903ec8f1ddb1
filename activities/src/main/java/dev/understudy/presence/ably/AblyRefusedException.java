package dev.understudy.presence.ably;

/** Ably cannot be reached, or refuses us; the message says what to change. */
public final class AblyRefusedException extends RuntimeException {
  public AblyRefusedException(String message) {
    super(message);
  }
}
