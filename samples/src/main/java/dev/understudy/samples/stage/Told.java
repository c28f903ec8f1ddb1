package dev.understudy.samples.stage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that is told once, on another thread. Thread-safe. */
public final class Told<T> {
  private volatile @Nullable T value;

  /** Tells it. What is told later does not count. */
  public synchronized void tell(T told) {
    if (value == null) {
      value = told;
    }
  }

  /** What was told, if it was. */
  public Optional<T> heard() {
    return Optional.ofNullable(value);
  }
}
