package dev.understudy.cli;

import dev.understudy.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps a process that serves others running for as long as it should.
 *
 * <p>A child whose standard input its parent holds open learns of the parent's end even when the
 * parent was killed: the pipe closes. So no child is left behind.
 */
@Internal
public final class Lifeline {
  private Lifeline() {}

  /**
   * Waits until the process is to end.
   *
   * @param untilStdinCloses whether the end of standard input is the end; otherwise only a signal is
   */
  public static void await(boolean untilStdinCloses) {
    if (untilStdinCloses) {
      drain(System.in);
    } else {
      awaitSignal();
    }
  }

  static void drain(InputStream input) {
    byte[] ignored = new byte[256];
    try {
      while (input.read(ignored) >= 0) {
        // What is said on the line means nothing; only its end does.
      }
    } catch (IOException e) {
      // A broken line is a closed one.
    }
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
