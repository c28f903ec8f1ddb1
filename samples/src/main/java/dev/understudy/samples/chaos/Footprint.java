package dev.understudy.samples.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process holds, as the operating system and {@code jcmd} see it.
 *
 * @param heapBytes of objects that are reachable
 */
record Footprint(long threads, long sockets, long heapBytes) {
  /** Pools keep some threads for a minute, and Temporal's pollers come and go. */
  private static final long SPARE_THREADS = 40;

  private static final long SPARE_SOCKETS = 4;

  /** What has been loaded and cached since. */
  private static final long SPARE_HEAP_BYTES = 24L << 20;

  /** As much as Linux knows of the names of these threads. */
  private static final String WORKFLOW = "workflow-method";

  /** The last line of a class histogram: instances, and bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  /** That of a process; empty where there is no {@code /proc}, or no {@code jcmd}. */
  static Optional<Footprint> of(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> threads = Files.list(process.resolve("task"));
        Stream<Path> files = Files.list(process.resolve("fd"))) {
      long sockets = files.filter(Footprint::isSocket).count();
      long own = threads.filter(thread -> !isOfACachedWorkflow(thread)).count();
      return Optional.of(new Footprint(own, sockets, heapBytes(pid)));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /**
   * Temporal's client keeps workflows, each with a thread, until others need the room, also of tasks that went on
   * elsewhere and are over: up to 600 by default.
   */
  static boolean isOfACachedWorkflow(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith(WORKFLOW);
    } catch (IOException ended) {
      return false;
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }

  private static long heapBytes(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process histogram = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram")
        .redirectErrorStream(true)
        .start();
    String out = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = TOTAL.matcher(out);
    if (!total.find()) {
      throw new IOException("no histogram: " + out);
    }
    return Long.parseLong(total.group(1));
  }

  /** What there is more of than beside {@code idle}, the footprint of one that never worked. */
  List<String> excess(Footprint idle) {
    List<String> excess = new ArrayList<>();
    if (threads > idle.threads + SPARE_THREADS) {
      excess.add("%d threads, not %d".formatted(threads, idle.threads));
    }
    if (sockets > idle.sockets + SPARE_SOCKETS) {
      excess.add("%d sockets, not %d".formatted(sockets, idle.sockets));
    }
    if (heapBytes > idle.heapBytes + SPARE_HEAP_BYTES) {
      excess.add("%d MiB of heap, not %d".formatted(heapBytes >> 20, idle.heapBytes >> 20));
    }
    return excess;
  }
}
