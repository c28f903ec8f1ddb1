package dev.understudy.spring;

import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.UserTokens;
import dev.understudy.presence.ably.UserTokens.Pass;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Gives users the tokens with which they are in sessions. Thread-safe. */
final class TokenDesk {
  private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);

  /** A token is sent along as a whole with each connection and request. */
  private static final int MOST_SESSIONS = 100;

  private final UserTokens tokens;
  private final Duration life;

  TokenDesk(UserTokens tokens, Duration life) {
    this.tokens = tokens;
    this.life = life;
  }

  /** One for {@code user} in {@code sessions}, and no more. */
  Pass give(String user, List<String> sessions) {
    if (sessions.size() > MOST_SESSIONS) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "a token is for at most %d sessions, but %d were named"
              .formatted(MOST_SESSIONS, sessions.size()));
    }
    try {
      return tokens.give(user, sessions.stream().map(SessionName::new).toList(), Set.of(), life);
    } catch (IllegalArgumentException wrong) {
      throw Problem.because(wrong, HttpStatus.BAD_REQUEST, String.valueOf(wrong.getMessage()));
    } catch (AblyException | AblyRefusedException refused) {
      // What is wrong with the key of an application is not its users' business.
      LOG.warn("Ably gives {} no token for {}", user, OneLine.of(sessions.toString()), refused);
      throw Problem.because(refused, HttpStatus.BAD_GATEWAY, "Ably gives no token at the moment");
    }
  }
}
