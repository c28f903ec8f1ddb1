package dev.understudy.session;

import dev.understudy.presence.People;

/**
 * A part of a task's work, or the whole: for whom it is, and whether they are there. Immutable.
 */
record Part(Expectation expectation, Company company) {
  Audience audience() {
    return expectation.audience();
  }

  Part become(Company next) {
    return next == company ? this : new Part(expectation, next);
  }

  /** This one while another part of the work is done: who comes and goes is noted, but decides nothing. */
  Part suspended(long now) {
    Company calm = company.isAbsence()
        ? company.expecting(company.policy(), now).awaySince(company.standing().since())
        : company;
    return become(calm.held());
  }

  /** This one once {@code inner}, for which it was suspended, is over. What a person has paused stays so. */
  Part after(Part inner) {
    if (inner.company instanceof Company.GivenUp) {
      return become(inner.company);
    }
    return inner.company instanceof Unsettled.Held ? this : become(company.free());
  }

  boolean isAnybodyOf(People there) {
    return !audience().of(there).isEmpty();
  }
}
