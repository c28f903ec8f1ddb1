package dev.understudy.ablylocal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a connection's numbered frames were taken already. A client sends what was not acknowledged again after a resume,
 * under the same number (RTN19a2); the second time it is answered as the first, and not applied.
 *
 * <p>A client that recovers a connection of another process must go on with its number (RTN16f). ably-java 1.5.0 starts
 * at 0 again; as at Ably, its frames then count as repeats until it reaches new ground.
 *
 * <p>Confined to the event loop.
 */
final class SerialWindow {
  private static final int OUTCOMES_KEPT = 100;

  private final Map<Long, Outcome> outcomes = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Outcome> eldest) {
      return size() > OUTCOMES_KEPT;
    }
  };

  private long next;

  boolean isRepeat(long msgSerial) {
    return msgSerial < next;
  }

  void taken(long msgSerial, Outcome outcome) {
    next = msgSerial + 1;
    outcomes.put(msgSerial, outcome);
  }

  /** How a repeated frame ended the first time; as accepted if that is long ago. */
  Outcome firstOutcome(long msgSerial) {
    return outcomes.getOrDefault(msgSerial, new Outcome.Accepted(List.of()));
  }
}
