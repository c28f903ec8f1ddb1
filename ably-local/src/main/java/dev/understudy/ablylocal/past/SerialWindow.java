package dev.understudy.ablylocal.past;

import dev.understudy.ablylocal.wire.Outcome;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a connection's numbered frames were taken already. A client sends what was not
 * acknowledged again after a resume, under the same number (RTN19a2); the second time it is
 * answered as the first, and not applied.
 *
 * <p>A client that recovers a connection of another process must go on with its number (RTN16f). ably-java 1.5.0 starts
 * at 0 again; as at Ably, its frames then count as repeats until it reaches new ground.
 *
 * <p>Confined to the event loop.
 */
public final class SerialWindow implements Archived {
  private final Archive archive;
  private final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
  private long last = -1;

  /** A window in which nothing was taken yet; {@code archive} says how long outcomes are kept. */
  public SerialWindow(Archive archive) {
    this.archive = archive;
  }

  public boolean isRepeat(long msgSerial) {
    return msgSerial <= last;
  }

  public void taken(long msgSerial, Outcome outcome, Instant now) {
    last = msgSerial;
    outcomes.put(msgSerial, outcome);
    archive.add(this, outcome.bytes(), now);
  }

  /** How a repeated frame ended the first time; as accepted if that is kept no more. */
  public Outcome firstOutcome(long msgSerial, Instant now) {
    archive.forget(now);
    return outcomes.getOrDefault(msgSerial, new Outcome.Accepted(List.of()));
  }

  @Override
  public void forgetOldest() {
    Iterator<Outcome> oldest = outcomes.values().iterator();
    oldest.next();
    oldest.remove();
  }
}
