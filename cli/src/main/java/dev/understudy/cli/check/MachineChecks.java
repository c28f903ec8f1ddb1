package dev.understudy.cli.check;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.understudy.cli.text.Words;
import dev.understudy.handoff.HandoffPolicy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What of this machine a worker needs, and what its numbers come to. */
final class MachineChecks {
  private static final int OLDEST_JAVA = 17;

  /** Jars, sockets of both clients, and room to spare. */
  private static final long OPEN_FILES = 1024;

  private static final int MEBIBYTE = 1024 * 1024;

  /** What a worker holds beside its agents (docs/operating.md, "Planning"). */
  private static final long LEAST_MEMORY = 256;

  private MachineChecks() {}

  static List<Check> of(HandoffPolicy policy) {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(budget(policy));
    policy
        .warning()
        .ifPresent(warning -> checks.add(Check.warn("budget", warning, "see docs/operating.md")));
    checks.add(memory());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      checks.add(files(system.getMaxFileDescriptorCount()));
    }
    return List.copyOf(checks);
  }

  private static Check java() {
    String found = "%s, %s".formatted(Runtime.version(), System.getProperty("java.vendor"));
    return Runtime.version().feature() >= OLDEST_JAVA
        ? Check.ok("Java", found)
        : Check.fail("Java", found, "use 17 or newer");
  }

  private static Check budget(HandoffPolicy policy) {
    return policy
        .flaw()
        .map(flaw -> Check.fail("budget", flaw, "see docs/operating.md"))
        .orElseGet(() -> Check.ok(
            "budget",
            "a takeover takes %s at worst, and Ably keeps a member for %s"
                .formatted(
                    Words.seconds(policy.worstTakeover()),
                    Words.seconds(policy.remainPresentFor()))));
  }

  private static Check memory() {
    long most = Runtime.getRuntime().maxMemory() / MEBIBYTE;
    String found =
        "%d MiB of heap, %d processors".formatted(most, Runtime.getRuntime().availableProcessors());
    return most < LEAST_MEMORY
        ? Check.warn(
            "limits", found, "give a worker at least %d MiB, with -Xmx".formatted(LEAST_MEMORY))
        : Check.ok("limits", found);
  }

  private static Check files(long most) {
    return most < OPEN_FILES
        ? Check.warn(
            "limits",
            most + " open files",
            "raise it to at least %d, with ulimit -n".formatted(OPEN_FILES))
        : Check.ok("limits", most + " open files");
  }
}
