package dev.understudy.ablylocal.presence;

import java.util.Optional;

/** What a presence message says of its member, with its number on the wire (TP2). */
public enum PresenceAction {
  ABSENT(0),
  PRESENT(1),
  ENTER(2),
  LEAVE(3),
  UPDATE(4);

  private final int code;

  PresenceAction(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** What a client may ask for: to enter, update or leave. */
  public static Optional<PresenceAction> requested(int code) {
    return switch (code) {
      case 2 -> Optional.of(ENTER);
      case 3 -> Optional.of(LEAVE);
      case 4 -> Optional.of(UPDATE);
      default -> Optional.empty();
    };
  }
}
