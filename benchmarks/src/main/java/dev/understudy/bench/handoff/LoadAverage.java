package dev.understudy.bench.handoff;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How busy this machine is: figures of a busy one are worse, and say nothing of a quiet one. */
final class LoadAverage {
  private LoadAverage() {}

  /** Of the last minute. */
  static double now() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return Double.parseDouble(String.format(Locale.ROOT, "%.2f", load));
  }
}
