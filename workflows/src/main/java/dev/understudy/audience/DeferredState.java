package dev.understudy.audience;

import dev.understudy.Internal;

/**
 * A state of which something has to be seen, or said by a person, before anything follows from it: {@code before}
 * is what it would be otherwise.
 */
@Internal
public sealed interface DeferredState extends AudienceState {
  /** The time of {@code before} is up: somebody has to look whether really nobody is there. */
  record Doubted(AudienceState before) implements DeferredState {
    @Override
    public AudienceState seen(boolean anybody, long now) {
      return anybody ? before.seen(true, now) : this;
    }

    @Override
    public AudienceState looked(boolean anybody, long now) {
      return anybody ? before.seen(true, now) : before.confirmed(now);
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return before.expecting(next, now);
    }

    @Override
    public AudienceState suspended() {
      return before.suspended();
    }

    /** What a look that is under way finds decides nothing any more. */
    @Override
    public AudienceState held() {
      return new Held(before);
    }
  }

  /**
   * A person has paused the task, which outranks presence, or another part of the work is done: who comes
   * and goes is noted in {@code before}, but nothing is decided until that is over, and no time of a
   * person's pause counts.
   */
  record Held(AudienceState before) implements DeferredState {
    @Override
    public AudienceState seen(boolean anybody, long now) {
      AudienceState next = before.seen(anybody, now);
      return next == before ? this : new Held(next);
    }

    @Override
    public AudienceState suspended() {
      return before.suspended();
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return new Held(before.expecting(next, now));
    }

    @Override
    public AudienceState held() {
      return this;
    }

    @Override
    public AudienceState free() {
      return before;
    }

    /** The work goes on even if nobody is there: absence counts from the next departure on. */
    @Override
    public AudienceState excused(long now) {
      boolean wouldAct = before.isPausing() || before.deadline().isPresent();
      return wouldAct ? new Excused(policy()) : before;
    }
  }

  AudienceState before();

  @Override
  default AudienceMemo memo() {
    return before().memo();
  }

  @Override
  default Abandonment policy() {
    return before().policy();
  }

  @Override
  default boolean isPausing() {
    return before().isPausing();
  }

  @Override
  default boolean isAbsence() {
    return before().isAbsence();
  }

  @Override
  default boolean isUnmet() {
    return before().isUnmet();
  }
}
