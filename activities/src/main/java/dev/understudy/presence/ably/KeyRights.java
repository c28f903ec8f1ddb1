package dev.understudy.presence.ably;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.Internal;
import io.ably.lib.rest.Auth.TokenDetails;
import io.ably.lib.rest.Auth.TokenParams;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the key of this process may give to others. Ably gives a token no more than its key has, and says what that is:
 * so a token that is asked for shows what the key may do, pattern by pattern, as Ably itself reads them. Thread-safe.
 */
@Internal
public final class KeyRights {
  private static final int LACKS_CAPABILITY = 40160;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AblySettings settings;

  public KeyRights(AblySettings settings) {
    this.settings = settings;
  }

  /**
   * A token for one user that may do that, or what of it the key may do.
   *
   * @throws AblyException if Ably gives none
   */
  TokenDetails token(
      String user, Duration life, Map<String, ? extends Collection<String>> capability)
      throws AblyException {
    TokenParams params = new TokenParams();
    params.clientId = user;
    params.ttl = life.toMillis();
    params.capability = json(capability);
    return AblyClients.rest(settings).auth.requestToken(params, null);
  }

  /**
   * What of {@code wanted} the key does not permit on {@code channel}.
   *
   * @throws AblyException if Ably does not say
   */
  public Set<String> missing(String channel, Set<String> wanted) throws AblyException {
    TokenParams params = new TokenParams();
    params.ttl = Duration.ofMinutes(1).toMillis();
    params.capability = json(Map.of(channel, wanted));
    try {
      return missing(
              AblyClients.rest(settings).auth.requestToken(params, null), Map.of(channel, wanted))
          .getOrDefault(channel, Set.of());
    } catch (AblyException refused) {
      if (refused.errorInfo.code == LACKS_CAPABILITY) {
        return new TreeSet<>(wanted);
      }
      throw refused;
    }
  }

  /** What of {@code wanted} a token lacks, by channel; only channels where something is. */
  static Map<String, Set<String>> missing(
      TokenDetails token, Map<String, ? extends Collection<String>> wanted) {
    JsonNode granted = parse(token.capability);
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    wanted.forEach((channel, operations) -> {
      Set<String> lacking = new TreeSet<>(operations);
      granted.path(channel).forEach(operation -> lacking.remove(operation.asText()));
      boolean isAll = granted.path(channel).path(0).asText().equals("*");
      if (!lacking.isEmpty() && !isAll) {
        missing.put(channel, lacking);
      }
    });
    return missing;
  }

  static String json(Map<String, ? extends Collection<String>> capability) {
    try {
      return JSON.writeValueAsString(capability);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts are always JSON", impossible);
    }
  }

  private static JsonNode parse(String capability) {
    try {
      return JSON.readTree(capability);
    } catch (JsonProcessingException broken) {
      throw new AblyRefusedException(
          "Ably's answer cannot be read, so check its host: " + broken.getOriginalMessage());
    }
  }
}
