package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much was seen: a rule that has nothing to look at is kept by chance. */
public record Tally(Map<String, Long> counts) {
  /** Keeps a copy. */
  public Tally {
    counts = new LinkedHashMap<>(counts);
  }

  /** Counts it. */
  public static Tally of(Seen seen) {
    List<Event> events = seen.reports().stream()
        .filter(Event.class::isInstance)
        .map(Event.class::cast)
        .toList();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("handoffs", handoffs(events));
    counts.put("effects", kept(seen.effects()));
    counts.put("items", kept(seen.chores()));
    counts.put("fencedOff", seen.deeds().size() - kept(seen.deeds()));
    counts.put("messages", (long) seen.heard().size());
    counts.put("texts", seen.streamed().stream().filter(Streamed::isCompletion).count());
    counts.put("pauses", pauses(events));
    return new Tally(counts);
  }

  /** The same, with one count more. */
  public Tally with(String what, long times) {
    Map<String, Long> more = new LinkedHashMap<>(counts);
    more.put(what, times);
    return new Tally(more);
  }

  /** Each time that an agent showed a pause, having shown none before. */
  private static long pauses(List<Event> events) {
    Map<String, String> states = new HashMap<>();
    return events.stream()
        .filter(event -> Seen.isAgent(event.clientId()) && event.action() != Action.leave)
        .filter(event -> {
          String state = event.data().path("state").asText();
          String before = String.valueOf(states.put(event.clientId(), state));
          return state.equals("paused") && !before.equals("paused");
        })
        .count();
  }

  private static long kept(List<? extends Deed> deeds) {
    return deeds.stream().filter(Deed::kept).count();
  }

  /** Each enter of an agent but its first. */
  private static long handoffs(List<Event> events) {
    Set<String> entered = new HashSet<>();
    return events.stream()
        .filter(event -> event.action() == Action.enter || event.action() == Action.present)
        .filter(event -> Seen.isAgent(event.clientId()))
        .filter(event -> !entered.add(event.clientId()))
        .count();
  }
}
