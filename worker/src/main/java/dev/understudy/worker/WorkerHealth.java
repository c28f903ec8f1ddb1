package dev.understudy.worker;

import java.util.ArrayList;
import java.util.List;

/**
 * How the workers of one plugin are, as their process sees itself: what a probe wants to know. Immutable.
 *
 * @param isLive whether the loops of the process go on; if they do not, only another process helps
 * @param isReady whether all of them take work: they live, poll, are connected to Temporal and to Ably, and do not stop
 * @param reasons why they are not, a sentence each and without secrets; empty if they are ready
 */
public record WorkerHealth(boolean isLive, boolean isReady, List<String> reasons) {
  public WorkerHealth {
    reasons = List.copyOf(reasons);
    if (isReady != reasons.isEmpty() || (isReady && !isLive)) {
      throw new IllegalArgumentException(
          "who is ready lives and has no reasons, and who is not has some, but live is %s, ready is %s: %s"
              .formatted(isLive, isReady, reasons));
    }
  }

  /** Of a plugin whose running factories show those. */
  static WorkerHealth of(List<VitalSigns> factories) {
    if (factories.isEmpty()) {
      return new WorkerHealth(
          true, false, List.of("no worker runs: none has been started, or all have stopped"));
    }
    List<String> standstills =
        factories.stream().flatMap(VitalSigns::standstills).toList();
    List<String> reasons = new ArrayList<>(standstills);
    factories.stream().flatMap(VitalSigns::hindrances).forEach(reasons::add);
    return new WorkerHealth(standstills.isEmpty(), reasons.isEmpty(), reasons);
  }
}
