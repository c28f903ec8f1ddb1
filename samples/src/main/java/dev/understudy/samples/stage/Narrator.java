package dev.understudy.samples.stage;

import dev.understudy.samples.watcher.Report.Event;
import java.util.Optional;

/** Puts what the watcher sees into words, for a terminal of 80 columns. Thread-safe. */
public interface Narrator {
  /** What stands above the lines of all events, if something does. */
  default Optional<String> heading() {
    return Optional.empty();
  }

  /** The line to tell of a presence event, if it is worth one. */
  Optional<String> line(Event event);
}
