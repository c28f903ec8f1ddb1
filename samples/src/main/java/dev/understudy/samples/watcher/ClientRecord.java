package dev.understudy.samples.watcher;

import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The members of one clientId, and when it had none. Confined to one thread. */
final class ClientRecord {
  private static final long NEVER = -1;

  private final Set<String> connections = new HashSet<>();
  private final List<Gap> gaps = new ArrayList<>();
  private long emptySinceMillis = NEVER;
  private boolean saidGoodbye;

  void seen(String connectionId, long atMillis) {
    if (connections.isEmpty() && emptySinceMillis != NEVER) {
      addGap(gaps, atMillis);
    }
    if (connections.add(connectionId)) {
      saidGoodbye = false;
    }
  }

  void left(String connectionId, long atMillis, boolean goodbye) {
    if (!connections.remove(connectionId)) {
      return;
    }
    saidGoodbye |= goodbye;
    if (connections.isEmpty()) {
      emptySinceMillis = atMillis;
    }
  }

  /** An end without a goodbye counts as offline until {@code nowMillis}: nobody meant it to be one. */
  ClientVerdict verdict(long nowMillis) {
    List<Gap> all = new ArrayList<>(gaps);
    if (connections.isEmpty() && !saidGoodbye) {
      addGap(all, nowMillis);
    }
    long offlineMillis = all.stream().mapToLong(Gap::millis).sum();
    return new ClientVerdict(offlineMillis, all, !connections.isEmpty());
  }

  private void addGap(List<Gap> to, long untilMillis) {
    if (untilMillis > emptySinceMillis) {
      to.add(new Gap(emptySinceMillis, untilMillis));
    }
  }
}
