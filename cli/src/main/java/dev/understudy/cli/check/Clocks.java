package dev.understudy.cli.check;

import java.time.Duration;

/** How far clocks may be apart. */
final class Clocks {
  /** Handoffs are told by several clocks; within that, their moments still mean something. */
  static final Duration TOLERANCE = Duration.ofSeconds(2);

  static final String REMEDY = "let both machines take the time from NTP";

  private Clocks() {}
}
