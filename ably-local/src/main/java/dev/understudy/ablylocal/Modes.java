package dev.understudy.ablylocal;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The modes of an attachment.
 *
 * @param requested those that the client asked for
 * @param granted those of them that its capability permits
 */
record Modes(Set<Mode> requested, Set<Mode> granted) {
  Modes {
    requested = Collections.unmodifiableSet(copy(requested));
    granted = Collections.unmodifiableSet(copy(granted));
  }

  /** What {@code capability} grants of the same request. */
  Modes by(Capability capability, String channel) {
    return new Modes(requested, Mode.permitted(requested, capability, channel));
  }

  /** Why {@code mode} is not granted on {@code channel}; empty if it is. */
  Optional<ErrorInfo> refuse(Mode mode, String channel) {
    if (granted.contains(mode)) {
      return Optional.empty();
    }
    return Optional.of(
        requested.contains(mode)
            ? AuthErrors.notPermitted(mode.operation(), channel)
            : AuthErrors.modeNotGranted(channel, mode));
  }

  /** The granted ones, as the bits of an ATTACHED. */
  int flags() {
    return Mode.flags(granted);
  }

  private static Set<Mode> copy(Set<Mode> modes) {
    Set<Mode> copy = EnumSet.noneOf(Mode.class);
    copy.addAll(modes);
    return copy;
  }
}
