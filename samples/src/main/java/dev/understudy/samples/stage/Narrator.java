package dev.understudy.samples.stage;

import dev.understudy.samples.watcher.Report.Event;

/** Tells whoever looks on what happens on stage. Thread-safe. */
public interface Narrator {
  /** A presence event, as the watcher saw it. */
  void event(Event event);

  /** What the demo itself does, at a time in milliseconds since the epoch. */
  void deed(long atMillis, String what);

  /** What the demo itself does now. */
  default void deed(String what) {
    deed(System.currentTimeMillis(), what);
  }
}
