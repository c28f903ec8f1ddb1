package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.watcher.Report;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that outsiders have seen up to a moment. Agents are called {@code agent-…}, users {@code user-…}.
 *
 * @param reports of watchers of all rooms, in order
 * @param deeds in the order in which they came to the ledger
 * @param outages of Ably
 */
public record Seen(List<Report> reports, List<Said> said, List<Deed> deeds, List<Outage> outages) {
  /** Keeps copies. */
  public Seen {
    reports = List.copyOf(reports);
    said = List.copyOf(said);
    deeds = List.copyOf(deeds);
    outages = List.copyOf(outages);
  }

  /** Whether an outage explains that somebody was not there in that time. */
  boolean excusesAbsence(long fromMillis, long toMillis) {
    return outages.stream().anyMatch(outage -> outage.explainsAbsence(fromMillis, toMillis));
  }

  /** Whether an outage explains that a message was lost, or came again, in that time. */
  boolean excusesLoss(long fromMillis, long toMillis) {
    return outages.stream().anyMatch(outage -> outage.explainsLoss(fromMillis, toMillis));
  }

  /** What happened to members of that clientId, in order. */
  List<Event> events(String clientId) {
    return reports.stream()
        .filter(Event.class::isInstance)
        .map(Event.class::cast)
        .filter(event -> event.clientId().equals(clientId))
        .toList();
  }

  /** The clientIds of all who are there. */
  public Set<String> here() {
    Map<String, Set<String>> members = new HashMap<>();
    for (Report report : reports) {
      if (report instanceof Event event) {
        Set<String> own = members.computeIfAbsent(event.clientId(), id -> new HashSet<>());
        if (event.action() == Action.leave || event.action() == Action.absent) {
          own.remove(event.connectionId());
        } else {
          own.add(event.connectionId());
        }
      }
    }
    members.values().removeIf(Set::isEmpty);
    return members.keySet();
  }

  /** What steps put down, in the order in which it came. */
  List<Effect> effects() {
    return deeds.stream()
        .filter(Effect.class::isInstance)
        .map(Effect.class::cast)
        .toList();
  }

  /** What batches put down, in the order in which it came. */
  List<Chore> chores() {
    return deeds.stream().filter(Chore.class::isInstance).map(Chore.class::cast).toList();
  }

  /** The messages of turns, in the order in which they came. */
  List<Heard> heard() {
    return said.stream().filter(Heard.class::isInstance).map(Heard.class::cast).toList();
  }

  /** What steps have streamed, in the order in which it came. */
  List<Streamed> streamed() {
    return said.stream()
        .filter(Streamed.class::isInstance)
        .map(Streamed.class::cast)
        .toList();
  }

  /** Whether that clientId is an agent's. */
  static boolean isAgent(String clientId) {
    return clientId.startsWith("agent-");
  }
}
