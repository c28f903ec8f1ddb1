package dev.understudy.samples.embedded;

import dev.understudy.cli.Fault;

/** What can be wrong with a port that somebody asked for. */
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

  static Fault inUse(int port, Throwable cause) {
    return Fault.failure(
        "cannot listen on port " + port + " (" + rootMessage(cause) + ")",
        "give another with --port, or 0 for any free one",
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
