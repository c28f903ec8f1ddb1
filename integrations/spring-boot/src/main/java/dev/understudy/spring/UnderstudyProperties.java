package dev.understudy.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application's configuration says under {@code understudy}.
 *
 * @param enabled whether there is anything of Understudy's
 * @param ably where Ably is, and the key to it
 * @param worker the workers of this application
 * @param handoff the numbers of a handoff
 * @param web orders and tokens over HTTP
 */
@ConfigurationProperties("understudy")
record UnderstudyProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Ably ably,
    @DefaultValue Worker worker,
    @DefaultValue Handoff handoff,
    @DefaultValue Web web) {

  /**
   * Where Ably is.
   *
   * @param key API key of Ably, appId.keyId:secret
   * @param host host of an Ably-compatible server, such as ably-local; Ably itself unless said
   * @param port port of that host
   * @param tls whether to use TLS; must be true unless the host is on this machine
   */
  record Ably(
      @Nullable String key,
      @Nullable String host,
      @DefaultValue("443") int port,
      @DefaultValue("true") boolean tls) {
    @Override
    public String toString() {
      return "Ably[key=%s, host=%s, port=%d, tls=%s]"
          .formatted(key == null ? "none" : "…", host, port, tls);
    }
  }

  /**
   * Of the workers of this application.
   *
   * @param name what the workers are called, in Temporal and in presence; by the identity of their client unless said
   * @param maxAgents how many agents a worker holds at the most, of each task queue
   * @param drainTime how long a shutdown waits at the most until other workers have the agents; none if zero
   */
  record Worker(
      @Nullable String name,
      @DefaultValue("1000") int maxAgents,
      @DefaultValue("10s") Duration drainTime) {}

  /**
   * Of handoffs.
   *
   * @param remainPresentFor how long Ably keeps a dead worker's agents present
   * @param heartbeatInterval how often the connection to Ably proves that it lives
   * @param heartbeatTimeout how long Temporal waits for an agent or a step if no other worker notices
   */
  record Handoff(
      @DefaultValue("30s") Duration remainPresentFor,
      @DefaultValue("5s") Duration heartbeatInterval,
      @DefaultValue("15s") Duration heartbeatTimeout) {}

  /**
   * Of orders and tokens over HTTP.
   *
   * @param enabled whether there is a controller for them
   * @param path where it is mounted
   * @param patience how long an order waits for its task
   * @param tokenLife how long a user's token lives, 24h at the most
   */
  record Web(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("/understudy") String path,
      @DefaultValue("10s") Duration patience,
      @DefaultValue("1h") Duration tokenLife) {}
}
