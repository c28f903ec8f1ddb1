package dev.understudy.samples.stage;

import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the watcher has told of one client so far. Thread-safe. */
public final class Sightings {
  private final String clientId;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Event> members = new LinkedHashMap<>();

  /** None yet of {@code clientId}. */
  public Sightings(String clientId) {
    this.clientId = clientId;
  }

  public synchronized void add(Event event) {
    if (!event.clientId().equals(clientId)) {
      return;
    }
    events.add(event);
    if (isLeave(event)) {
      members.remove(event.connectionId());
    } else {
      members.put(event.connectionId(), event);
    }
  }

  /** The first event since then that is as wished; the time in milliseconds since the epoch. */
  public synchronized Optional<Event> first(long sinceMillis, Predicate<Event> wish) {
    return events.stream()
        .filter(event -> event.atMillis() >= sinceMillis)
        .filter(wish)
        .findFirst();
  }

  /** The first event since then of a member that is there and in that state of an agent. */
  public Optional<Event> firstAs(String state, long sinceMillis) {
    return first(
        sinceMillis,
        event -> !isLeave(event) && event.data().path("state").asText().equals(state));
  }

  /** The agent's member of the highest tenure. */
  public synchronized Optional<Event> ruler() {
    return members.values().stream()
        .reduce((one, other) -> data(other).rulesOver(data(one)) ? other : one);
  }

  /** The first event by which another connection than the killed one's was there. */
  public Optional<Event> takeoverAfter(Kill kill) {
    return first(
        kill.atMillis(),
        event -> !isLeave(event)
            && !event.connectionId().equals(kill.connectionId())
            && data(event).rulesOver(kill.tenure()));
  }

  /** When the member that the killed worker left behind was gone. */
  public Optional<Event> ghostLeaveAfter(Kill kill) {
    return first(
        kill.atMillis(),
        event -> isLeave(event) && event.connectionId().equals(kill.connectionId()));
  }

  /** Whether no member of it is there. */
  public synchronized boolean isGone() {
    return members.isEmpty();
  }

  static boolean isLeave(Event event) {
    return event.action() == Action.leave || event.action() == Action.absent;
  }

  private static AgentData data(Event event) {
    return AgentData.of(event.data());
  }
}
