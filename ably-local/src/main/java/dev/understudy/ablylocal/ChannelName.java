package dev.understudy.ablylocal;

import java.util.Optional;

/** The rules for the name of a channel (ably.com/docs/channels). */
final class ChannelName {
  private ChannelName() {}

  /** Why there can be no channel of that name; empty if there can. */
  static Optional<ErrorInfo> refuse(String name) {
    if (name.startsWith("[meta]") || name.startsWith("[meta?")) {
      return Optional.of(ErrorInfo.notSupported("Metachannels are"));
    }
    boolean wrong =
        name.isEmpty() || name.startsWith("[") || name.startsWith(":") || name.indexOf('\n') >= 0;
    return wrong ? Optional.of(ErrorInfo.invalidChannelName(name)) : Optional.empty();
  }
}
