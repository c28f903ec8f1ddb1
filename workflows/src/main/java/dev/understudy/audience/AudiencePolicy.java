package dev.understudy.audience;

import dev.understudy.Internal;

/** For whom a task works, and what becomes of the work without them. */
@Internal
public record AudiencePolicy(Audience audience, Abandonment abandonment) {
  /** The work goes on whoever is there. */
  public static final AudiencePolicy NONE =
      new AudiencePolicy(Audience.anyone(), Abandonment.ignored());
}
