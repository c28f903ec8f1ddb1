package dev.understudy.cli;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import dev.understudy.handoff.HandoffPolicy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The numbers of a handoff as options of a command; a picocli mixin. */
@Internal
public final class HandoffOptions {
  @Option(
      names = "--remain-present-for",
      paramLabel = "DURATION",
      description = "How long Ably keeps a dead worker's agents present. Default: 30s.")
  private @Nullable Duration remainPresentFor;

  @Option(
      names = "--heartbeat-interval",
      paramLabel = "DURATION",
      description = "How often the connection to Ably proves that it lives. Default: 5s.")
  private @Nullable Duration heartbeatInterval;

  @Option(
      names = "--heartbeat-timeout",
      paramLabel = "DURATION",
      description =
          "How long Temporal waits for an agent or a step if no other worker notices. Default: 15s.")
  private @Nullable Duration heartbeatTimeout;

  @Option(
      names = "--anyway",
      description = "Run even if a takeover cannot end before the agent would be seen to leave.")
  private boolean anyway;

  /**
   * What the options make of the default policy.
   *
   * @throws Fault if a number is out of its bounds, or if they cannot work together and nobody said
   *     {@code --anyway}
   */
  public HandoffPolicy policy() {
    HandoffPolicy policy = withinBounds();
    refuse(policy.flaw());
    return policy;
  }

  /** What the options make of the default policy, whether or not it can work. */
  public HandoffPolicy withinBounds() {
    try {
      return given();
    } catch (IllegalArgumentException outOfBounds) {
      throw Fault.usage(
          String.valueOf(outOfBounds.getMessage()), "choose a value within the bounds");
    }
  }

  /** Refuses what has a flaw, unless somebody said {@code --anyway}. */
  public void refuse(Optional<String> flaw) {
    if (!anyway && flaw.isPresent()) {
      throw Fault.usage(flaw.get(), "or run it all the same with --anyway");
    }
  }

  private HandoffPolicy given() {
    HandoffPolicy policy = HandoffPolicy.DEFAULT;
    if (remainPresentFor != null) {
      policy = policy.withRemainPresentFor(remainPresentFor);
    }
    if (heartbeatInterval != null) {
      policy = policy.withHeartbeatInterval(heartbeatInterval);
    }
    if (heartbeatTimeout != null) {
      policy = policy.withHeartbeatTimeout(heartbeatTimeout);
    }
    return policy;
  }
}
