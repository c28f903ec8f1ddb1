package dev.understudy.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has the JVM of another process stand still in a full collection for as long as one likes: the collection logs to a
 * pipe, and nobody reads that. Confined to one thread, beside the one that it owns.
 */
final class LongCollection implements AutoCloseable {
  /** More than a pipe and its reader hold. */
  private static final int MORE_THAN_A_PIPE = 4 * 65_536;

  private final Path pipe;
  private final RandomAccessFile end;
  private final Thread reader = new Thread(this::read, "collection-log");
  private volatile boolean isRead = true;

  LongCollection() throws IOException, InterruptedException {
    pipe = Files.createTempDirectory("collection").resolve("log");
    new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
    end =
        new RandomAccessFile(pipe.toFile(), "rw"); // both ends, so that nobody waits for the other
    reader.setDaemon(true);
    reader.start();
  }

  /** What the other JVM has to be started with. */
  List<String> options() {
    return List.of("-Xlog:gc*:file=" + pipe + "::filecount=0");
  }

  private void read() {
    byte[] some = new byte[65_536];
    try {
      while (end.read(some) >= 0) {
        while (!isRead) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** Begins one, which lasts until {@link Standstill#end}. */
  Standstill begin(long pid) throws IOException {
    isRead = false;
    Thread filler = new Thread(this::fill, "collection-log-filler");
    filler.setDaemon(true);
    filler.start();
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process order = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    return new Standstill(order);
  }

  private void fill() {
    try {
      end.write(new byte[MORE_THAN_A_PIPE]);
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** A collection that goes on. */
  final class Standstill {
    private final Process order;

    private Standstill(Process order) {
      this.order = order;
    }

    /** Whether whoever ordered it still waits for its end. */
    boolean lasts() {
      return order.isAlive();
    }

    /** Lets it come to its end, and waits for that. */
    void end() throws InterruptedException {
      isRead = true;
      order.waitFor();
    }
  }

  @Override
  public void close() throws IOException {
    isRead = true;
    end.close();
    Files.deleteIfExists(pipe);
    Files.deleteIfExists(pipe.getParent());
  }
}
