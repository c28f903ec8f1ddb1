package dev.understudy.ablylocal.limits;

import java.time.Duration;

/**
 * What a server permits. Immutable.
 *
 * @param sizes of one connection, channel or message
 * @param rates of one connection or channel
 * @param overall of all clients together
 * @param connectionStateTtl for how long a connection that is lost can be resumed, and clients try
 *     to, before they call it suspended (CD2f); at least a millisecond
 */
public record Limits(Sizes sizes, Rates rates, Overall overall, Duration connectionStateTtl) {
  /** Refuses a time to live of less than a millisecond. */
  public Limits {
    if (connectionStateTtl.toMillis() < 1) {
      throw new IllegalArgumentException(
          "connectionStateTtl: at least a millisecond is needed, not " + connectionStateTtl);
    }
  }

  /**
   * How large something may be.
   *
   * @param channelsPerConnection to which a connection may be attached; one more is refused by an ERROR with code 90010
   * @param membersPerChannel in a presence set; one more is refused by a NACK with code 91003
   * @param bytesPerMessage of one presence message, or of all messages published together; what is
   *     larger is refused by a NACK with code 40009
   */
  public record Sizes(int channelsPerConnection, int membersPerChannel, int bytesPerMessage) {
    /** Sizes as large as there is memory for. */
    public static final Sizes UNLIMITED =
        new Sizes(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Refuses a size of less than one. */
    public Sizes {
      atLeastOne("channels of a connection", channelsPerConnection);
      atLeastOne("members of a channel", membersPerChannel);
      atLeastOne("bytes of a message", bytesPerMessage);
    }
  }

  /**
   * What may happen in a second.
   *
   * @param perConnection messages that a connection may publish on all its channels, presence
   *     included; more are refused by a NACK with code 42911, and 20 times as many, refused ones
   *     included, end the connection with code 42921
   * @param perChannel messages that all connections together may publish on a channel, presence
   *     apart; more are refused by a NACK with code 42913
   * @param bytesPerChannel of those messages, counted as for {@code bytesPerMessage}; more are
   *     refused by a NACK with code 42914
   * @param framesPerConnection protocol messages of any kind that a connection may send; more end it with code 42924
   */
  public record Rates(
      int perConnection, int perChannel, int bytesPerChannel, int framesPerConnection) {
    /** Rates that nothing exceeds. */
    public static final Rates UNLIMITED =
        new Rates(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Refuses a rate of less than one. */
    public Rates {
      atLeastOne("messages a second on a connection", perConnection);
      atLeastOne("messages a second on a channel", perChannel);
      atLeastOne("bytes a second on a channel", bytesPerChannel);
      atLeastOne("protocol messages a second on a connection", framesPerConnection);
    }
  }

  /**
   * What is permitted to all clients of all apps together.
   *
   * @param channels that are in use or remembered at once. For one more, one that nobody uses is
   *     forgotten with its past; if all are used, it is refused with code 40114
   * @param newConnections that may be opened a second, those that are resumed apart; more are
   *     refused by an ERROR with code 80021
   */
  public record Overall(int channels, int newConnections) {
    /** As many channels and new connections as there is memory for. */
    public static final Overall UNLIMITED = new Overall(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Refuses a limit of less than one. */
    public Overall {
      atLeastOne("channels", channels);
      atLeastOne("new connections a second", newConnections);
    }
  }

  private static final int CHANNELS_PER_CONNECTION = 200;
  private static final int MEMBERS_PER_CHANNEL = 200;
  private static final int MESSAGE_SIZE = 65_536;

  /**
   * The limits of Ably's Standard package (ably.com/docs/platform/pricing/limits), which a server has
   * unless told otherwise.
   */
  public static final Limits STANDARD = new Limits(
      new Sizes(CHANNELS_PER_CONNECTION, MEMBERS_PER_CHANNEL, MESSAGE_SIZE),
      new Rates(50, 50, 1024 * 1024, 2000),
      new Overall(10_000, 250),
      Duration.ofMinutes(2));

  /** As much of everything as there is memory for. */
  public static final Limits NONE =
      STANDARD.withSizes(Sizes.UNLIMITED).withRates(Rates.UNLIMITED).withOverall(Overall.UNLIMITED);

  /** The same with another number of channels for a connection. */
  public Limits withChannelsPerConnection(int number) {
    return withSizes(new Sizes(number, sizes.membersPerChannel(), sizes.bytesPerMessage()));
  }

  /** The same with another number of members for a channel. */
  public Limits withMembersPerChannel(int number) {
    return withSizes(new Sizes(sizes.channelsPerConnection(), number, sizes.bytesPerMessage()));
  }

  /** The same with another size of a message, in bytes. */
  public Limits withMessageSize(int bytes) {
    return withSizes(new Sizes(sizes.channelsPerConnection(), sizes.membersPerChannel(), bytes));
  }

  /** The same with other sizes. */
  public Limits withSizes(Sizes other) {
    return new Limits(other, rates, overall, connectionStateTtl);
  }

  /** The same with other rates. */
  public Limits withRates(Rates other) {
    return new Limits(sizes, other, overall, connectionStateTtl);
  }

  /** The same for clients that connect and publish as fast as they can. */
  public Limits withoutRates() {
    return withRates(Rates.UNLIMITED)
        .withOverall(new Overall(overall.channels(), Integer.MAX_VALUE));
  }

  /** The same with others of all clients together. */
  public Limits withOverall(Overall other) {
    return new Limits(sizes, rates, other, connectionStateTtl);
  }

  /** The same with another time for which a lost connection can be resumed. */
  public Limits withConnectionStateTtl(Duration other) {
    return new Limits(sizes, rates, overall, other);
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": at least 1 is needed, not " + value);
    }
  }
}
