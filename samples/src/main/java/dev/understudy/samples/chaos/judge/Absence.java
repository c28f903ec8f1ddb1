package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A time in which a user was there on no device, having been there before. */
record Absence(long fromMillis, long toMillis) {

  /** All absences of one user, the last until {@code nowMillis} if it goes on. */
  static List<Absence> of(List<Event> events, long nowMillis) {
    List<Absence> all = new ArrayList<>();
    Set<String> devices = new HashSet<>();
    long goneMillis = Long.MAX_VALUE;
    for (Event event : events) {
      boolean wasHere = !devices.isEmpty();
      if (event.action() == Action.leave || event.action() == Action.absent) {
        devices.remove(event.connectionId());
      } else {
        devices.add(event.connectionId());
      }
      if (wasHere && devices.isEmpty()) {
        goneMillis = event.atMillis();
      } else if (!wasHere && !devices.isEmpty() && goneMillis != Long.MAX_VALUE) {
        all.add(new Absence(goneMillis, event.atMillis()));
        goneMillis = Long.MAX_VALUE;
      }
    }
    if (goneMillis != Long.MAX_VALUE) {
      all.add(new Absence(goneMillis, nowMillis));
    }
    return all;
  }
}
