package dev.understudy.presence.ably;

import dev.understudy.handoff.HandoffPolicy;
import io.ably.lib.types.ClientOptions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How soon a connection that is lost is tried again. ably-java's own numbers are made for browsers: 15 s after
 * the second failure and later after each that follows, 30 s once it has given up to resume. An agent is
 * offline for as long as its worker waits although Ably is back.
 *
 * <p>The arithmetic: ably-java tries again at once after a loss, then after the base times 0.8 to 1, and the base grows
 * to its double with the fourth failure (ably-java 1.5.0, {@code ReconnectionStrategy}). Each client draws its base, so
 * that a worker comes back at most {@link #LONGEST_BASE} times two after Ably, and asks every 1.35 s on average
 * while it is away. A thousand workers that have lost Ably at the same moment are spread over these 1.7 s after a few
 * tries: when Ably is back, some 750 connections are opened in the first second, and whom a limit on new
 * connections refuses (docs: 250 a second on a standard package, 500 on Pro) comes again 1.4 s later, when the
 * others are in. The first try, at once, is ably-java's own, and cannot be moved.
 */
final class ReconnectPace {
  private static final Duration SHORTEST_BASE = Duration.ofMillis(650);
  static final Duration LONGEST_BASE = Duration.ofMillis(850);

  /**
   * How long one try may take, with name, socket, TLS and Ably's answer. ably-java itself waits for 10 to 15 s,
   * in which a network that swallowed the first packet may have come back.
   */
  static final Duration TRY = Duration.ofSeconds(4);

  private ReconnectPace() {}

  /** Sets what a client waits for, each anew. */
  static void setIn(ClientOptions options) {
    options.disconnectedRetryTimeout = baseMillis();
    options.suspendedRetryTimeout =
        2 * baseMillis(); // ably-java lets neither grow nor vary what it waits here
    options.channelRetryTimeout = (int) baseMillis();
    // Of all that the name says, ably-java 1.5.0 uses it for one: how late a sign of life may come.
    options.realtimeRequestTimeout = HandoffPolicy.SILENCE_PATIENCE.toMillis();
  }

  /** How long to wait before a connection that Ably has refused for good is replaced by another one. */
  static Duration beforeReplacement() {
    return Duration.ofMillis(2 * baseMillis());
  }

  private static long baseMillis() {
    return ThreadLocalRandom.current()
        .nextLong(SHORTEST_BASE.toMillis(), LONGEST_BASE.toMillis() + 1);
  }
}
