package dev.understudy.samples.watcher;

import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Sight;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds up, from raw presence events alone, how long each clientId was offline.
 *
 * <p>A clientId is online while any of its members is in the set, a member being a clientId on a
 * connection. So the leave of a ghost hurts nobody once another member has come, and a leave before
 * the next enter opens a gap. Confined to one thread.
 */
public final class Judge {
  private final Map<String, ClientRecord> clients = new LinkedHashMap<>();
  private long blindSinceMillis = -1;
  private long blindMillis;

  /** Takes note of what happened to a member. */
  public void on(Event event) {
    switch (event.action()) {
      case enter, present, update ->
        clients
            .computeIfAbsent(event.clientId(), id -> new ClientRecord())
            .seen(event.connectionId(), event.atMillis());
      case leave, absent -> {
        ClientRecord client = clients.get(event.clientId());
        if (client != null) {
          client.left(event.connectionId(), event.atMillis(), isGoodbye(event));
        }
      }
    }
  }

  /** Takes note of when the watcher could not see. */
  public void on(Sight sight) {
    if (!sight.clear() && blindSinceMillis < 0) {
      blindSinceMillis = sight.atMillis();
    } else if (sight.clear() && blindSinceMillis >= 0) {
      blindMillis += sight.atMillis() - blindSinceMillis;
      blindSinceMillis = -1;
    }
  }

  /** What it comes to by then, in milliseconds since the epoch. */
  public Verdict verdict(long nowMillis) {
    Map<String, ClientVerdict> verdicts = new LinkedHashMap<>();
    clients.forEach((clientId, client) -> verdicts.put(clientId, client.verdict(nowMillis)));
    long blindNow = blindSinceMillis < 0 ? 0 : nowMillis - blindSinceMillis;
    return new Verdict(nowMillis, blindMillis + blindNow, verdicts);
  }

  /**
   * Whether a member meant to go for good: it gave a reason, and not that another took its place. A
   * member that Ably dropped leaves with the data it had, which has none.
   */
  private static boolean isGoodbye(Event event) {
    String reason = event.data().path("reason").asText();
    return !reason.isEmpty() && !reason.equals("superseded");
  }
}
