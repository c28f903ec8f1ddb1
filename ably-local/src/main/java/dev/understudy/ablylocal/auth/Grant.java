package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.ErrorInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * What its credentials give a client.
 *
 * @param appId of the app in which it may act
 * @param capability what it may do there
 * @param identity as whom
 * @param token what it rests on; empty for a key, which lasts
 */
public record Grant(String appId, Capability capability, Identity identity, Optional<Token> token) {

  public Grant as(Identity other) {
    return new Grant(appId, capability, other, token);
  }

  /** The time until which the grant is good; empty if for all time. */
  public Optional<Instant> expires() {
    return token.map(Token::expires);
  }

  /** Why it does not permit an operation on a channel; empty if it does. */
  public Optional<ErrorInfo> refuse(Operation operation, String channel) {
    return capability.permits(operation, channel)
        ? Optional.empty()
        : Optional.of(AuthErrors.notPermitted(operation, channel));
  }
}
