package dev.understudy.session;

/** For whom a task works, and what becomes of the work without them. */
record Expectation(Audience audience, Abandonment abandonment) {
  /** The work goes on whoever is there. */
  static final Expectation NONE = new Expectation(Audience.anyone(), Abandonment.ignored());
}
