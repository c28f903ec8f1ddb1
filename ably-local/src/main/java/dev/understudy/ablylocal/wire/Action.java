package dev.understudy.ablylocal.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a protocol message is, with its number on the wire (Ably client library specification, TR2). */
public enum Action {
  HEARTBEAT(0),
  ACK(1),
  NACK(2),
  CONNECTED(4),
  DISCONNECTED(6),
  CLOSE(7),
  CLOSED(8),
  ERROR(9),
  ATTACH(10),
  ATTACHED(11),
  DETACH(12),
  DETACHED(13),
  PRESENCE(14),
  MESSAGE(15),
  SYNC(16),
  AUTH(17),
  OBJECT(19),
  ANNOTATION(21);

  private static final Map<Integer, Action> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Action::code, Function.identity()));

  private final int code;

  Action(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Optional<Action> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
