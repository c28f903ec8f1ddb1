package dev.understudy.samples.stage;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What has to be done once at the end, whatever the way out: on {@link #close}, or when the process
 * is told to stop before. Thread-safe.
 */
public final class LastDeed implements AutoCloseable {
  private final AtomicBoolean isDone = new AtomicBoolean();
  private final Runnable deed;
  private final Thread onInterrupt;

  private LastDeed(String name, Runnable deed, Runnable afterInterrupt) {
    this.deed = deed;
    this.onInterrupt = new Thread(
        () -> {
          doOnce();
          afterInterrupt.run();
        },
        name);
  }

  /** A deed that is owed from now on; {@code name} is its thread's when the process is told to stop. */
  public static LastDeed of(String name, Runnable deed) {
    return of(name, deed, () -> {});
  }

  /** A deed that is owed from now on; {@code afterInterrupt} follows it when the process is told to stop. */
  static LastDeed of(String name, Runnable deed, Runnable afterInterrupt) {
    LastDeed owed = new LastDeed(name, deed, afterInterrupt);
    Runtime.getRuntime().addShutdownHook(owed.onInterrupt);
    return owed;
  }

  private void doOnce() {
    if (isDone.compareAndSet(false, true)) {
      deed.run();
    }
  }

  @Override
  public void close() {
    doOnce();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Then the process ends right now.
    }
  }
}
