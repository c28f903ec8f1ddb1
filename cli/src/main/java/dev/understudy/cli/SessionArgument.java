package dev.understudy.cli;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.UserTokens;

/** A session as somebody names it at a terminal. */
@Internal
public final class SessionArgument {
  private SessionArgument() {}

  /**
   * It, if it can be one.
   *
   * @throws Fault of usage if it cannot
   */
  public static SessionName require(String text) {
    try {
      return new SessionName(text);
    } catch (IllegalArgumentException mistake) {
      throw Fault.usage(String.valueOf(mistake.getMessage()), "name a session such as room:42");
    }
  }

  /**
   * It, if it can be one, and means no others beside it where Ably reads it in a capability.
   *
   * @throws Fault of usage if it cannot
   */
  public static SessionName requireOne(String text) {
    SessionName session = require(text);
    try {
      return UserTokens.requireOne(session);
    } catch (IllegalArgumentException many) {
      throw Fault.usage(String.valueOf(many.getMessage()), "name each with a --session");
    }
  }
}
