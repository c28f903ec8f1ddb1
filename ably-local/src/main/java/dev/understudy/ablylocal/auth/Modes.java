package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.ErrorInfo;
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
public record Modes(Set<Mode> requested, Set<Mode> granted) {
  public Modes {
    requested = Collections.unmodifiableSet(copy(requested));
    granted = Collections.unmodifiableSet(copy(granted));
  }

  /** What {@code capability} grants of the same request. */
  public Modes by(Capability capability, String channel) {
    return new Modes(requested, Mode.permitted(requested, capability, channel));
  }

  /** Why {@code mode} is not granted on {@code channel}; empty if it is. */
  public Optional<ErrorInfo> refuse(Mode mode, String channel) {
    if (granted.contains(mode)) {
      return Optional.empty();
    }
    return Optional.of(
        requested.contains(mode)
            ? AuthErrors.notPermitted(mode.operation(), channel)
            : AuthErrors.modeNotGranted(channel, mode));
  }

  /** The granted ones, as the bits of an ATTACHED. */
  public int flags() {
    return Mode.flags(granted);
  }

  private static Set<Mode> copy(Set<Mode> modes) {
    Set<Mode> copy = EnumSet.noneOf(Mode.class);
    copy.addAll(modes);
    return copy;
  }
}
