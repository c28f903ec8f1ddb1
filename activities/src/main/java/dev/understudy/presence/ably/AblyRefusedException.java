package dev.understudy.presence.ably;

/** Ably cannot be reached, or refuses us; the message says what to change. */
public final class AblyRefusedException extends RuntimeException {
  AblyRefusedException(String message) {
    super(message);
  }
}
