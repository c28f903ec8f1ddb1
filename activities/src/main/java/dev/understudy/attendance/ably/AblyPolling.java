package dev.understudy.attendance.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.Internal;
import io.temporal.worker.Worker;

/** Polls for what needs Ably while there is a connection to it, and until it is stopped. Thread-safe. */
@Internal
public final class AblyPolling {
  private final Object lock = new Object();
  private final Worker worker;

  @GuardedBy("lock")
  private boolean isStopped;

  /** The polling of {@code worker}, whose task queue has nothing else, and which has begun. */
  public AblyPolling(Worker worker) {
    this.worker = worker;
  }

  /** What is on its way from a poll that was out may still come. */
  public void follow(boolean isConnected) {
    synchronized (lock) {
      if (isStopped) {
        return;
      }
      if (isConnected) {
        worker.resumePolling();
      } else {
        worker.suspendPolling();
      }
    }
  }

  /** Ends it, connected or not. */
  public void stop() {
    synchronized (lock) {
      isStopped = true;
      worker.suspendPolling();
    }
  }

  /** Its worker shuts down, which a poll that is suspended does not notice. */
  public void end() {
    synchronized (lock) {
      isStopped = true;
      worker.resumePolling();
    }
  }
}
