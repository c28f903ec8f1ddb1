package dev.understudy.samples.stage;

import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the watcher has told of one agent so far. Thread-safe. */
public final class Sightings {
  private final String agent;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Event> members = new LinkedHashMap<>();

  /** None yet of the clientId {@code agent}. */
  public Sightings(String agent) {
    this.agent = agent;
  }

  public synchronized void add(Event event) {
    if (!event.clientId().equals(agent)) {
      return;
    }
    events.add(event);
    if (isLeave(event)) {
      members.remove(event.connectionId());
    } else {
      members.put(event.connectionId(), event);
    }
  }

  /** The agent's member of the highest tenure. */
  public synchronized Optional<Event> ruler() {
    return members.values().stream()
        .reduce((one, other) -> data(other).rulesOver(data(one)) ? other : one);
  }

  /** The first event by which another connection than the killed one's was there. */
  public synchronized Optional<Event> takeoverAfter(Kill kill) {
    return events.stream()
        .filter(event -> event.atMillis() >= kill.atMillis() && !isLeave(event))
        .filter(event -> !event.connectionId().equals(kill.connectionId()))
        .filter(event -> data(event).rulesOver(kill.tenure()))
        .findFirst();
  }

  /** When the member that the killed worker left behind was gone. */
  public synchronized Optional<Event> ghostLeaveAfter(Kill kill) {
    return events.stream()
        .filter(event -> event.atMillis() >= kill.atMillis() && isLeave(event))
        .filter(event -> event.connectionId().equals(kill.connectionId()))
        .findFirst();
  }

  /** Whether nobody is there on the agent's behalf. */
  public synchronized boolean isGone() {
    return members.isEmpty();
  }

  private static boolean isLeave(Event event) {
    return event.action() == Action.leave || event.action() == Action.absent;
  }

  private static AgentData data(Event event) {
    return AgentData.of(event.data());
  }
}
