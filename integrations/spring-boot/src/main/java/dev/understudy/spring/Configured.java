package dev.understudy.spring;

import static dev.understudy.refusal.RefusedArgumentException.requireBetween;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.UserTokens;
import dev.understudy.worker.UnderstudyPlugin;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is made of properties, or the sentences that say why nothing can be. */
final class Configured {
  private static final Duration LEAST = Duration.ofMillis(1);

  /** A request that waits holds a thread of the web server. */
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

  private Configured() {}

  static AblySettings ably(UnderstudyProperties.Ably given) {
    String key = given(given.key())
        .orElseThrow(() -> new MisconfiguredException(
            "Understudy has no API key for Ably: understudy.ably.key is not set.",
            "Set it in the environment, UNDERSTUDY_ABLY_KEY=appId.keyId:secret, not in a file that is checked in;"
                + " or set understudy.enabled=false."));
    return within(
        "understudy.ably",
        () -> new AblySettings(key, given(given.host()), given.port(), given.tls()));
  }

  /** What is set to nothing counts as not set. */
  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
  }

  static HandoffPolicy handoff(UnderstudyProperties.Handoff given) {
    return within(
        "understudy.handoff",
        () -> new HandoffPolicy(
            given.remainPresentFor(), given.heartbeatInterval(), given.heartbeatTimeout()));
  }

  /** Refuses numbers under which people would see agents leave that are about to be taken over. */
  static HandoffPolicy requireFitting(HandoffPolicy policy) {
    policy.flaw().ifPresent(flaw -> {
      throw new MisconfiguredException(
          "The numbers of a handoff do not fit together: " + flaw + ".",
          "Change understudy.handoff.remain-present-for or understudy.handoff.heartbeat-timeout as said above,"
              + " or leave both out.");
    });
    return policy;
  }

  static UnderstudyPlugin.Builder plugin(UnderstudyProperties.Worker given, AblySettings ably) {
    return within("understudy.worker", () -> {
      UnderstudyPlugin.Builder plugin = UnderstudyPlugin.newBuilder(ably)
          .maxAgents(given.maxAgents())
          .drainTime(given.drainTime());
      given(given.name()).ifPresent(plugin::named);
      return plugin;
    });
  }

  /** Refuses times that no order can wait and no token can live. */
  static UnderstudyProperties.Web requireWithinBounds(UnderstudyProperties.Web given) {
    return within("understudy.web", () -> {
      requireBetween("patience", LEAST, LONGEST_PATIENCE, given.patience());
      UserTokens.requireLife("token-life", given.tokenLife());
      return given;
    });
  }

  private static <T> T within(String prefix, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException wrong) {
      throw new MisconfiguredException(
          "The properties below %s cannot be used: %s.".formatted(prefix, wrong.getMessage()),
          "Correct them; docs/spring-boot.md has their bounds.");
    }
  }
}
