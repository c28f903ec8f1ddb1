package dev.understudy.samples.embedded;

import dev.understudy.cli.text.Fault;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What can be wrong with a place to listen at that somebody asked for. */
final class Ports {
  private static final int HIGHEST = 65_535;

  private Ports() {}

  static void check(int port) {
    if (port < 0 || port > HIGHEST) {
      throw Fault.usage(
          "port must be between 0 and " + HIGHEST + " but was " + port,
          "give another with --port, or 0 for any free one");
    }
  }

  /**
   * Whether nobody else reaches what listens on {@code host}; so also if nobody knows that name, as
   * listening will tell.
   */
  static boolean isThisMachineOnly(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** On the loopback interface, where only the port can be wrong. */
  static Fault cannotListen(int port, Throwable cause) {
    return Fault.failure(
        "cannot listen on port " + port + " (" + rootMessage(cause) + ")",
        "give another with --port, or 0 for any free one",
        cause);
  }

  /** On an address that was asked for, too. */
  static Fault cannotListen(String host, int port, Throwable cause) {
    return Fault.failure(
        "cannot listen on port %d of %s (%s)".formatted(port, host, rootMessage(cause)),
        "give an address of this machine with --host, and with --port a port that is free or 0",
        cause);
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
