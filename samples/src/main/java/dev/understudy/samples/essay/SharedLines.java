package dev.understudy.samples.essay;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file of JSON lines that several processes append to, one at a time.
 *
 * <p>A writer that was killed can leave half a line. It told nobody of that line, so the next
 * writer takes it away and readers pass over it. Thread-safe.
 */
final class SharedLines<T> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A process holds a file's lock as a whole, so its threads need one of their own. */
  private static final Object THREADS = new Object();

  private final Path file;

  /** A file of its own: POSIX gives a lock back when the process closes any handle of its file. */
  private final Path lockFile;

  private final Class<T> type;

  SharedLines(Path file, Class<T> type) {
    this.file = file;
    this.lockFile = file.resolveSibling(file.getFileName() + ".lock");
    this.type = type;
  }

  /** Appends {@code line} unless one that is {@code there} already, which is the answer then. */
  Optional<T> appendUnless(Predicate<T> there, T line) {
    synchronized (THREADS) {
      try (FileChannel lock = FileChannel.open(lockFile, CREATE, WRITE)) {
        lock.lock(); // closing the channel gives it back, as does the end of the process
        Optional<T> earlier = read().stream().filter(there).findFirst();
        if (earlier.isEmpty()) {
          append(line);
        }
        return earlier;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot append to " + file, e);
      }
    }
  }

  /** Every whole line; none if nothing was written yet. */
  List<T> read() {
    if (Files.notExists(file)) {
      return List.of();
    }
    try {
      String content = Files.readString(file);
      return content
          .substring(0, endOfLastLine(content))
          .lines()
          .map(this::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void append(T line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(JSON.writeValueAsString(line) + "\n");
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      channel.position(endOfLastLine(channel));
      channel.truncate(channel.position());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      channel.read(last.clear(), end - 1);
      if (last.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  private static int endOfLastLine(String content) {
    return content.lastIndexOf('\n') + 1;
  }

  private T parse(String line) {
    try {
      return JSON.readValue(line, type);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " holds a line that is not ours: " + line, e);
    }
  }
}
