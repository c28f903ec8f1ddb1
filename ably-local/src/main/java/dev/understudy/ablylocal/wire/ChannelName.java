package dev.understudy.ablylocal.wire;

import dev.understudy.ablylocal.Internal;
import java.util.Optional;

/** The rules for the name of a channel (ably.com/docs/channels). */
@Internal
public final class ChannelName {
  /** Ably's bound is not documented; what is longer than this is no name but an attack on the memory. */
  private static final int LONGEST = 2048;

  private ChannelName() {}

  /** Why that is not a valid name of a channel; empty if it is. */
  public static Optional<ErrorInfo> refuse(String name) {
    if (name.startsWith("[meta]") || name.startsWith("[meta?")) {
      return Optional.of(ErrorInfo.notSupported("Metachannels are"));
    }
    boolean wrong = name.length() > LONGEST
        || name.isEmpty()
        || name.startsWith("[")
        || name.startsWith(":")
        || name.indexOf('\n') >= 0;
    return wrong ? Optional.of(ErrorInfo.invalidChannelName(name)) : Optional.empty();
  }
}
