package dev.understudy.presence.ably;

import static dev.understudy.refusal.RefusedArgumentException.requireBetween;

import dev.understudy.Internal;
import dev.understudy.presence.SessionName;
import dev.understudy.refusal.RefusalCode;
import io.ably.lib.rest.Auth.TokenDetails;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives one user what they need to be in sessions, and no more: to see who is there and what is said, and to be seen.
 * Thread-safe.
 */
@Internal
public final class UserTokens {
  /** An operation that a user may be given beside those that everybody in a session needs. */
  public enum Operation {
    publish,
    history
  }

  /** No token lives longer. */
  public static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * What is given.
   *
   * @param token a secret of the user's
   * @param capability what it permits, by session
   */
  public record Pass(
      String token,
      String user,
      Instant issued,
      Instant expires,
      Map<String, Set<String>> capability) {
    public Pass {
      capability = Collections.unmodifiableMap(new LinkedHashMap<>(capability));
    }

    /** The capability as Ably's clients write it. */
    public String capabilityJson() {
      return KeyRights.json(capability);
    }

    @Override
    public String toString() {
      return "Pass[token=…, user=%s, expires=%s, capability=%s]"
          .formatted(user, expires, capability);
    }
  }

  private final KeyRights rights;

  public UserTokens(AblySettings settings) {
    this.rights = new KeyRights(settings);
  }

  /**
   * A token for {@code user}.
   *
   * @param user a clientId, of one user
   * @param sessions where, at least one, none of them a pattern
   * @param more what else it permits there
   * @param life from 1 ms to 24 h
   * @throws IllegalArgumentException if one of them cannot be
   * @throws AblyRefusedException if the key may not give that
   * @throws AblyException if Ably gives none
   */
  public Pass give(
      String user, Collection<SessionName> sessions, Set<Operation> more, Duration life)
      throws AblyException {
    requireUser(user);
    requireBetween("the life of a token", SHORTEST, LONGEST, life);
    Map<String, Set<String>> capability = capability(sessions, more);
    TokenDetails token = rights.token(user, life, capability);
    KeyRights.missing(token, capability).forEach(UserTokens::refuse);
    return new Pass(
        token.token,
        user,
        Instant.ofEpochMilli(token.issued),
        Instant.ofEpochMilli(token.expires),
        capability);
  }

  /** One that stands for anybody would be no person's. */
  private static void requireUser(String user) {
    if (user.isBlank() || user.equals("*") || user.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a token is for one user, without control characters, but was for '%s'".formatted(user));
    }
  }

  private static Map<String, Set<String>> capability(
      Collection<SessionName> sessions, Set<Operation> more) {
    if (sessions.isEmpty()) {
      throw new IllegalArgumentException("a token is for at least one session, but none was named");
    }
    Set<String> operations = new TreeSet<>(Set.of("presence", "subscribe"));
    more.forEach(one -> operations.add(one.name()));
    Map<String, Set<String>> capability = new LinkedHashMap<>();
    sessions.forEach(one -> capability.put(requireOne(one).value(), operations));
    return capability;
  }

  private static SessionName requireOne(SessionName session) {
    if (isPattern(session)) {
      throw new IllegalArgumentException(
          "'%s' means many sessions in a capability: name each".formatted(session));
    }
    return session;
  }

  /** Whether Ably reads it as many in a capability, so that it would let a user into each of them. */
  public static boolean isPattern(SessionName session) {
    return List.of(session.value().split(":", -1)).contains("*");
  }

  private static void refuse(String session, Set<String> lacking) {
    throw new AblyRefusedException(
        "the key may not give %s in %s".formatted(String.join(", ", lacking), session),
        Optional.of(RefusalCode.ABLY_CAPABILITY_MISSING));
  }
}
