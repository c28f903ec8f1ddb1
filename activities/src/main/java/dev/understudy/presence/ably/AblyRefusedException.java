package dev.understudy.presence.ably;

import dev.understudy.refusal.RefusalCode;
import java.util.Optional;

/** Ably cannot be reached, or refuses us; the message says what to change. */
public final class AblyRefusedException extends RuntimeException {
  private final Optional<RefusalCode> code;

  public AblyRefusedException(String message) {
    this(message, Optional.empty());
  }

  /**
   * A refusal that a program may tell from others.
   *
   * @param code what is refused; empty if Ably cannot be reached, or says it in its own words alone
   */
  public AblyRefusedException(String message, Optional<RefusalCode> code) {
    super(message);
    this.code = code;
  }

  /** What is refused, for a program; empty if the message alone says that. */
  public Optional<RefusalCode> code() {
    return code;
  }
}
