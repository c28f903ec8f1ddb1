package dev.understudy.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.bench.load.Load;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What ably-local bears, beside a raw server on the same WebSocket library: 2,000 connections that are held,
 * messages to 500 subscribers of one channel, and 1,000 members that come back after a restart. Each server
 * runs in a process of its own with 512 MiB of heap; the clients share this one, and with the servers the
 * cores of the machine.
 */
public final class AblyLocalLoad {
  private AblyLocalLoad() {}

  public static void main(String[] args) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    System.out.printf(
        Locale.ROOT,
        "%s, %.1f GiB, load average %.2f at the start%n",
        Embedded.machine(),
        system.getTotalMemorySize() / (double) (1L << 30),
        system.getSystemLoadAverage());
    for (Load load : Load.values()) {
      System.out.printf("%n%s%n", load.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      load.run();
    }
  }
}
