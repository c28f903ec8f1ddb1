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
import java.util.regex.Pattern;

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

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  /** With these a name breaks a line, or looks like somebody else's. */
  private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

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
    requireUser("the user of a token", user);
    requireLife("the life of a token", life);
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

  /** Refuses a user who is nobody or anybody, or bears a name that cannot be read. */
  public static void requireUser(String what, String user) {
    if (user.isBlank() || user.equals("*")) {
      throw new IllegalArgumentException(
          "%s must name one user but was '%s'".formatted(what, user));
    }
    String readable = UNREADABLE.matcher(user).replaceAll("?");
    if (!readable.equals(user)) {
      throw new IllegalArgumentException(
          "%s must not hold control characters, but was '%s'".formatted(what, readable));
    }
  }

  /** Refuses a life that no token can have. */
  public static void requireLife(String what, Duration life) {
    requireBetween(what, SHORTEST, LONGEST, life);
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

  /** Refuses what Ably reads as many in a capability, so that it would let a user into each of them. */
  public static SessionName requireOne(SessionName session) {
    if (List.of(session.value().split(":", -1)).contains("*")) {
      throw new IllegalArgumentException(
          "'%s' means many sessions in a capability".formatted(session));
    }
    return session;
  }

  private static void refuse(String session, Set<String> lacking) {
    throw new AblyRefusedException(
        "the key may not give %s in %s".formatted(String.join(", ", lacking), session),
        Optional.of(RefusalCode.ABLY_CAPABILITY_MISSING));
  }
}
