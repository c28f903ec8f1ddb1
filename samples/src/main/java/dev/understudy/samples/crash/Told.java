package dev.understudy.samples.crash;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that is told once, on another thread. Thread-safe. */
final class Told<T> {
  private volatile @Nullable T value;

  /** Tells it. What is told later does not count. */
  synchronized void tell(T told) {
    if (value == null) {
      value = told;
    }
  }

  /** What was told, if it was. */
  Optional<T> heard() {
    return Optional.ofNullable(value);
  }
}
