package dev.understudy.testing;

import dev.understudy.testing.Business.Step;
import io.temporal.activity.ActivityInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Where the steps of a test run, as far as its own worker runs them. Thread-safe. */
final class StepThreads {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A step's thread, and how much it had done at the last look. */
  private static final class Work {
    private final Thread thread = Thread.currentThread();
    private volatile long nanos = -1;

    boolean goesOn() {
      long before = nanos;
      nanos = THREADS.getThreadCpuTime(thread.getId());
      return isRunning() && nanos != before;
    }

    private boolean isRunning() {
      Thread.State state = thread.getState();
      return state == Thread.State.RUNNABLE || state == Thread.State.BLOCKED;
    }
  }

  private final Map<Step, Work> atWork = new ConcurrentHashMap<>();

  /** Does {@code step} on this thread. */
  <T> T during(ActivityInfo attempt, Supplier<T> step) {
    Step key = new Step(Holds.Key.of(attempt), attempt.getAttempt());
    atWork.put(key, new Work());
    try {
      return step.get();
    } finally {
      atWork.remove(key);
    }
  }

  /** Whether it has been computing since the last look; not if it waits for a latch, for time, or for data. */
  boolean goesOn(Step step) {
    Work work = atWork.get(step);
    return work != null && work.goesOn();
  }
}
