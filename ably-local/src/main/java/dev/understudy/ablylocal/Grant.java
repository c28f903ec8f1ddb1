package dev.understudy.ablylocal;

import java.time.Instant;
import java.util.Optional;

/**
 * What its credentials give a client.
 *
 * @param app where it may act
 * @param capability what it may do there
 * @param identity as whom
 * @param expires until when; empty for a key, which lasts
 */
record Grant(App app, Capability capability, Identity identity, Optional<Instant> expires) {

  Grant as(Identity other) {
    return new Grant(app, capability, other, expires);
  }

  /** Why it does not permit an operation on a channel; empty if it does. */
  Optional<ErrorInfo> refuse(Operation operation, String channel) {
    return capability.permits(operation, channel)
        ? Optional.empty()
        : Optional.of(ErrorInfo.notPermitted(operation, channel));
  }
}
