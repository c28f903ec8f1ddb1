package dev.understudy.samples.embedded;

import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.limits.Limits.Overall;
import dev.understudy.ablylocal.limits.Limits.Rates;
import dev.understudy.ablylocal.limits.Limits.Sizes;
import dev.understudy.cli.text.Fault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a server is to permit: Ably's limits, none, and single ones otherwise. */
final class LimitOptions {
  @Option(
      names = "--limits",
      paramLabel = "standard|off",
      defaultValue = "standard",
      description =
          "Limits of Ably's Standard package, or none; single ones are set below. Default: ${DEFAULT-VALUE}.")
  private String limits = "";

  @Option(
      names = "--members-per-channel",
      paramLabel = "N",
      description = "How many may be present on a channel. Standard: 200.")
  private @Nullable Integer members;

  @Option(
      names = "--channels-per-connection",
      paramLabel = "N",
      description = "To how many channels a connection may be attached. Standard: 200.")
  private @Nullable Integer channels;

  @Option(
      names = "--message-size",
      paramLabel = "BYTES",
      description = "The largest message. Standard: 65536.")
  private @Nullable Integer messageSize;

  @Option(
      names = "--rate-per-connection",
      paramLabel = "N",
      description = "Messages a second that a connection may publish. Standard: 50.")
  private @Nullable Integer ratePerConnection;

  @Option(
      names = "--rate-per-channel",
      paramLabel = "N",
      description = "Messages a second that may be published on a channel. Standard: 50.")
  private @Nullable Integer ratePerChannel;

  @Option(
      names = "--bytes-per-channel",
      paramLabel = "N",
      description = "Bytes a second that may be published on a channel. Standard: 1048576.")
  private @Nullable Integer bytesPerChannel;

  @Option(
      names = "--frames-per-connection",
      paramLabel = "N",
      description = "Protocol messages a second that a connection may send. Standard: 2000.")
  private @Nullable Integer framesPerConnection;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "How many channels there may be. Standard: 10000.")
  private @Nullable Integer channelsOverall;

  @Option(
      names = "--new-connections",
      paramLabel = "N",
      description = "Connections a second that may be opened. Standard: 250.")
  private @Nullable Integer newConnections;

  /**
   * The limits that were asked for.
   *
   * @throws Fault if one of them cannot be
   */
  Limits chosen() {
    Limits base = base();
    Sizes sizes = base.sizes();
    Rates rates = base.rates();
    Overall overall = base.overall();
    try {
      return base.withSizes(new Sizes(
              or(channels, sizes.channelsPerConnection()),
              or(members, sizes.membersPerChannel()),
              or(messageSize, sizes.bytesPerMessage())))
          .withRates(new Rates(
              or(ratePerConnection, rates.perConnection()),
              or(ratePerChannel, rates.perChannel()),
              or(bytesPerChannel, rates.bytesPerChannel()),
              or(framesPerConnection, rates.framesPerConnection())))
          .withOverall(new Overall(
              or(channelsOverall, overall.channels()),
              or(newConnections, overall.newConnections())));
    } catch (IllegalArgumentException e) {
      throw Fault.usage(String.valueOf(e.getMessage()), "give a greater number, or --limits off");
    }
  }

  private Limits base() {
    return switch (limits) {
      case "standard" -> Limits.STANDARD;
      case "off" -> Limits.NONE;
      default ->
        throw Fault.usage(
            "--limits must be standard or off but was " + limits,
            "set single limits by options of their own; see 'understudy ably-local --help'");
    };
  }

  private static int or(@Nullable Integer chosen, int otherwise) {
    return chosen == null ? otherwise : chosen;
  }
}
