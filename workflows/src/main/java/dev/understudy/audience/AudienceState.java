package dev.understudy.audience;

import dev.understudy.Internal;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether those for whom a task works are there, and what follows for the work. A pure state machine:
 * each event gives the next state, and the caller passes the time, in milliseconds of the workflow's
 * clock.
 *
 * <p>The idea: what a worker last saw may be old, because it died, or lost its view, since. So no state
 * acts on an absence by itself. When a time is up the state is {@link DeferredState.Doubted}: somebody has to look
 * again, for as long as it takes, and only what is seen then, {@link #looked}, pauses or cancels.
 */
@Internal
public sealed interface AudienceState
    permits AudienceState.Unmet,
        AudienceState.Here,
        AudienceState.Gone,
        AudienceState.Abandoned,
        AudienceState.Excused,
        AudienceState.GivenUp,
        DeferredState {
  /** Nobody has come yet. The work waits for the first if there is a limit to that. */
  record Unmet(Abandonment policy, long since) implements AudienceState {
    @Override
    public AudienceMemo memo() {
      return new AudienceMemo("unmet", since, 0);
    }

    @Override
    public AudienceState seen(boolean anybody, long now) {
      return anybody ? new Here(policy) : this;
    }

    @Override
    public Optional<Long> deadline() {
      return policy.firstArrivalWithin().map(limit -> after(since, limit));
    }

    @Override
    public AudienceState confirmed(long now) {
      return new GivenUp(policy, since);
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return new Unmet(next, now);
    }

    @Override
    public boolean isPausing() {
      return policy.firstArrivalWithin().isPresent();
    }

    @Override
    public boolean isUnmet() {
      return true;
    }
  }

  /** Somebody is here. */
  record Here(Abandonment policy) implements AudienceState {
    @Override
    public AudienceMemo memo() {
      return new AudienceMemo("here", 0, 0);
    }

    @Override
    public AudienceState seen(boolean anybody, long now) {
      return anybody ? this : new Gone(policy, now);
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return new Here(next);
    }
  }

  /** The last one has left; the grace runs. */
  record Gone(Abandonment policy, long since) implements AudienceState {
    @Override
    public AudienceMemo memo() {
      return new AudienceMemo("gone", since, 0);
    }

    @Override
    public AudienceState seen(boolean anybody, long now) {
      return anybody ? new Here(policy) : this;
    }

    @Override
    public Optional<Long> deadline() {
      return policy.action() == Abandonment.Action.CONTINUE
          ? Optional.empty()
          : Optional.of(after(since, policy.grace()));
    }

    @Override
    public AudienceState confirmed(long now) {
      return policy.action() == Abandonment.Action.CANCEL
          ? new GivenUp(policy, since)
          : new Abandoned(policy, since, now);
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return new Gone(next, now);
    }

    @Override
    public boolean isAbsence() {
      return true;
    }
  }

  /** Nobody came back within the grace; the work is paused. */
  record Abandoned(Abandonment policy, long since, long paused) implements AudienceState {
    @Override
    public AudienceMemo memo() {
      return new AudienceMemo("abandoned", since, paused);
    }

    @Override
    public AudienceState seen(boolean anybody, long now) {
      return anybody ? new Here(policy) : this;
    }

    @Override
    public Optional<Long> deadline() {
      return policy.giveUpAfter().map(patience -> after(paused, patience));
    }

    @Override
    public AudienceState confirmed(long now) {
      return new GivenUp(policy, since);
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return new Gone(next, now);
    }

    @Override
    public AudienceState suspended() {
      return new DeferredState.Held(new Gone(policy, since));
    }

    @Override
    public boolean isPausing() {
      return true;
    }

    @Override
    public boolean isAbsence() {
      return true;
    }
  }

  /** A person let the work go on; the next arrival and departure count again. */
  record Excused(Abandonment policy) implements AudienceState {
    @Override
    public AudienceMemo memo() {
      return new AudienceMemo("excused", 0, 0);
    }

    @Override
    public AudienceState seen(boolean anybody, long now) {
      return anybody ? new Here(policy) : this;
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return new Excused(next);
    }
  }

  /** The task is to be cancelled. Final. */
  record GivenUp(Abandonment policy, long since) implements AudienceState {
    @Override
    public AudienceMemo memo() {
      return new AudienceMemo("given-up", since, 0);
    }

    @Override
    public AudienceState seen(boolean anybody, long now) {
      return this;
    }

    @Override
    public AudienceState expecting(Abandonment next, long now) {
      return this;
    }

    @Override
    public AudienceState excused(long now) {
      return this;
    }

    @Override
    public AudienceState held() {
      return this;
    }

    /** Nothing goes on until the cancellation has arrived. */
    @Override
    public boolean isPausing() {
      return true;
    }
  }

  static AudienceState of(Abandonment policy, long now) {
    return new Unmet(policy, now);
  }

  /** This state without its policy. */
  AudienceMemo memo();

  /** The next state once another audience or policy counts: whatever runs begins {@code now}. */
  AudienceState expecting(Abandonment next, long now);

  Abandonment policy();

  /** The next state once a worker has seen whether anybody is there. */
  AudienceState seen(boolean anybody, long now);

  /** The next state once somebody has looked because this state doubts. */
  default AudienceState looked(boolean anybody, long now) {
    return seen(anybody, now);
  }

  /** The next state if really nobody is there when its time is up. */
  default AudienceState confirmed(long now) {
    return this;
  }

  /** When this state doubts; empty if it never does. */
  default Optional<Long> deadline() {
    return Optional.empty();
  }

  /** The next state once the clock reads {@code now}. */
  default AudienceState at(long now) {
    return deadline().filter(deadline -> deadline <= now).isPresent()
        ? new DeferredState.Doubted(this)
        : this;
  }

  /** The next state once a person has let the work go on although nobody is there. */
  default AudienceState excused(long now) {
    return isPausing() ? new Excused(policy()) : this;
  }

  /** The next state once a person has paused the task. */
  default AudienceState held() {
    return new DeferredState.Held(this);
  }

  /**
   * The next state once another part of the work is done, for others: who comes and goes is noted, but decides
   * nothing. An absence that has paused the work does so no more.
   */
  default AudienceState suspended() {
    return held();
  }

  /** This state as if no person had paused the task. */
  default AudienceState free() {
    return this;
  }

  /** Whether the work has to wait. */
  default boolean isPausing() {
    return false;
  }

  /** Whether those who had come are away. */
  default boolean isAbsence() {
    return false;
  }

  /** Whether nobody has ever come. */
  default boolean isUnmet() {
    return false;
  }

  private static long after(long start, Duration time) {
    return start + time.toMillis();
  }
}
