package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.judge.Violation;
import java.util.List;

/** Ends everything, since there is nothing to wait for any more. */
final class BrokenPromise extends RuntimeException {
  private final transient List<Violation> violations;

  BrokenPromise(List<Violation> violations) {
    super(violations.toString());
    this.violations = List.copyOf(violations);
  }

  List<Violation> violations() {
    return violations;
  }
}
