package dev.understudy.session;

/**
 * A state of which something has to be seen, or said by a person, before anything follows from it: {@code before}
 * is what it would be otherwise.
 */
sealed interface Unsettled extends Company {
  /** The time of {@code before} is up: somebody has to look whether really nobody is there. */
  record Doubted(Company before) implements Unsettled {
    @Override
    public Company seen(boolean anybody, long now) {
      return anybody ? before.seen(true, now) : this;
    }

    @Override
    public Company looked(boolean anybody, long now) {
      return anybody ? before.seen(true, now) : before.confirmed(now);
    }

    @Override
    public Company expecting(Abandonment next, long now) {
      return before.expecting(next, now);
    }

    @Override
    public Company suspended() {
      return before.suspended();
    }

    /** What a look that is under way finds decides nothing any more. */
    @Override
    public Company held() {
      return new Held(before);
    }
  }

  /**
   * A person has paused the task, which outranks presence, or another part of the work is done: who comes
   * and goes is noted in {@code before}, but nothing is decided until that is over, and no time of a
   * person's pause counts.
   */
  record Held(Company before) implements Unsettled {
    @Override
    public Company seen(boolean anybody, long now) {
      Company next = before.seen(anybody, now);
      return next == before ? this : new Held(next);
    }

    @Override
    public Company suspended() {
      return before.suspended();
    }

    @Override
    public Company expecting(Abandonment next, long now) {
      return new Held(before.expecting(next, now));
    }

    @Override
    public Company held() {
      return this;
    }

    @Override
    public Company free() {
      return before;
    }

    /** The work goes on even if nobody is there: absence counts from the next departure on. */
    @Override
    public Company excused(long now) {
      boolean wouldAct = before.isPausing() || before.deadline().isPresent();
      return wouldAct ? new Excused(policy()) : before;
    }
  }

  Company before();

  @Override
  default Standing standing() {
    return before().standing();
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
