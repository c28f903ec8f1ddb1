package dev.understudy.audience;

/** For whom a task works, and what becomes of the work without them. */
public record AudiencePolicy(Audience audience, Abandonment abandonment) {
  /** The work goes on whoever is there. */
  public static final AudiencePolicy NONE =
      new AudiencePolicy(Audience.anyone(), Abandonment.ignored());
}
